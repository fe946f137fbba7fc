// Anything that a proxy may add. One that adds none of these is still told by HTTP/1.0 or by the Host it passes on.
const forwardingHeader =
  /^(x-forwarded.*|forwarded|via|x-real-ip|x-client-ip|x-cluster-client-ip|true-client-ip|cf-connecting-ip|fastly-client-ip)$/;

/**
 * What the socket itself says, as JSON in base64url, before Next fills in forwarding headers of its own.
 * @param {import("node:http").IncomingMessage} request
 */
export function describePeer(request) {
  const forwarding = Object.entries(request.headers).flatMap(([name, value]) =>
    forwardingHeader.test(name) ? String(value).split(",") : [],
  );
  const address = request.socket.remoteAddress ?? "";
  return Buffer.from(JSON.stringify({ address, httpVersion: request.httpVersion, forwarding })).toString("base64url");
}
