//! Finds the mail server and opens a connection to it.

use super::classify::Failure;
use super::dialogue::Terms;
use lettre::transport::smtp::extension::ClientId;
use std::io;
use std::net::IpAddr;
use tokio::net::{TcpStream, lookup_host};
use tokio::time::{Instant, timeout_at};

/// Tries each address of the host, each within the connect deadline.
pub(super) async fn dial(terms: &Terms<'_>) -> Result<TcpStream, Failure> {
    let server = (terms.url.host.as_str(), terms.url.port);
    let soon = || terms.until.min(Instant::now() + terms.deadlines.connect);
    let found = timeout_at(soon(), lookup_host(server)).await;
    let addresses = found
        .map_err(|_| Failure::Late)?
        .map_err(|why| unreachable(terms, &why))?;
    let mut last = Failure::Lost(format!("No mail server is known as {}.", terms.url.host));
    for address in addresses {
        match timeout_at(soon(), TcpStream::connect(address)).await {
            Ok(Ok(socket)) => {
                // Without this the kernel holds back small packets: 40 ms lost on each mail.
                return socket
                    .set_nodelay(true)
                    .map(|()| socket)
                    .map_err(|why| unreachable(terms, &why));
            }
            Ok(Err(why)) => last = unreachable(terms, &why),
            Err(_) => last = Failure::Late,
        }
    }
    Err(last)
}

/// How we introduce ourselves: by our address, which is right even where no name is known.
pub(super) fn own_name(socket: &TcpStream) -> ClientId {
    match socket.local_addr().map(|address| address.ip()) {
        Ok(IpAddr::V4(ip)) => ClientId::Ipv4(ip),
        Ok(IpAddr::V6(ip)) => ClientId::Ipv6(ip),
        Err(_) => ClientId::Domain("localhost".to_owned()),
    }
}

fn unreachable(terms: &Terms<'_>, why: &io::Error) -> Failure {
    let (host, port) = (&terms.url.host, terms.url.port);
    Failure::Lost(format!(
        "We could not reach the mail server at {host}, port {port}: {why}."
    ))
}
