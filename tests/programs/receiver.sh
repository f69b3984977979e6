#!/bin/sh
# Inside a network of its own: gives this machine a public address and a name, and runs the receiver there.
set -eu
place=$(mktemp -d)
trap 'rm -rf "$place"' EXIT
ip link set lo up
ip address add 93.184.216.34/32 dev lo
printf '127.0.0.1 localhost\n93.184.216.34 hooks.example.edu\n' > "$place/hosts"
mount --bind "$place/hosts" /etc/hosts
cd "$place"
ec="-newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes"
openssl req -x509 $ec -days 2 -subj /CN=Stories -keyout ca.key -out ca.pem 2>/dev/null
openssl req $ec -subj /CN=hooks.example.edu -keyout leaf.key -out leaf.csr 2>/dev/null
printf 'subjectAltName=DNS:hooks.example.edu\n' > names
openssl x509 -req -in leaf.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names -out leaf.pem 2>/dev/null
here=$(dirname "$0")
SSL_CERT_FILE="$place/ca.pem" "$1" "$here/receiver.mjs" "$place"
