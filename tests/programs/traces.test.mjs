// What the desk tells a collector of traces, read by OpenTelemetry's own definition of its messages.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import http from 'node:http';
import path from 'node:path';
import { test } from 'node:test';
import { openDesk, root } from './desk.mjs';

// In this protocol's JSON, names of traces and spans are in hexadecimal where plain Protobuf has base64: they are turned
// first. Any field that the definition does not know, or that is of another kind, ends it.
const check = `
import base64, json, sys
from google.protobuf import json_format
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest
told = json.load(sys.stdin)
for resource in told["resourceSpans"]:
    for scope in resource["scopeSpans"]:
        for span in scope["spans"]:
            for name in ("traceId", "spanId", "parentSpanId"):
                if name in span:
                    span[name] = base64.b64encode(bytes.fromhex(span[name])).decode()
read = json_format.ParseDict(told, ExportTraceServiceRequest())
for resource in read.resource_spans:
    for span in resource.scope_spans[0].spans:
        assert len(span.trace_id) == 16 and len(span.span_id) == 8, span
        assert span.end_time_unix_nano >= span.start_time_unix_nano > 1_600_000_000_000_000_000, span
        print(span.kind, span.name)
`;

test('OpenTelemetry reads what the desk tells of its requests', async () => {
  const told = [];
  const collector = http.createServer(async (request, answer) => {
    let body = '';
    for await (const part of request) body += part;
    told.push(body);
    answer.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const desk = await openDesk({ PAPERDESK_OTLP: `http://127.0.0.1:${collector.address().port}`, PAPERDESK_LOG_LEVEL: 'info' });
  const headers = { authorization: `Bearer ${desk.tokens.student}`, 'content-type': 'application/json' };
  const paper = { student_email: 'ada@example.edu', student_name: 'Ada King', title: 'Gardens', subject: 'SOC 201', text: 'Gardens are green.' };
  const sent = await fetch(`${desk.address}/api/papers`, { method: 'POST', headers, body: JSON.stringify(paper) });
  assert.equal(sent.status, 201, await sent.text());
  assert.equal(await desk.close(), 0);
  collector.close();
  assert.ok(told.length > 0);
  const python = path.join(root, 'target/programs/bin/python');
  const read = told.map((input) => execFileSync(python, ['-c', check], { input, encoding: 'utf8' })).join('');
  assert.match(read, /^2 POST \/api\/papers/m);
});
