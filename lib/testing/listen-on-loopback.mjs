// Preloaded (`node --import`) into programs of the tests that would listen on every interface of the machine.
import net from "node:net";

const listen = net.Server.prototype.listen;

/** @this {net.Server} @param {...any} rest */
function listenOnLoopback(...rest) {
  if (typeof rest[0] === "number" || typeof rest[0] === "string") rest.splice(1, 0, "127.0.0.1");
  return Reflect.apply(listen, this, rest);
}
net.Server.prototype.listen = /** @type {any} */ (listenOnLoopback);
