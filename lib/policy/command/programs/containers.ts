import type { Doubt } from "@/lib/policy/command/doubt";
import type { Arguments, Form, Program } from "./program";
import { shape } from "./shapes";

const { text, name, number, time, like, oneOf } = shape;
const container = like(/^[A-Za-z0-9][\w.:/@-]*$/, "a name or id");
const templates = { "--format": text, "-f": text, "--filter": text };
const listing: Form = {
  flags: "-a -q -l -s --all --quiet --latest --size --no-trunc --digests --tree --pod",
  options: { "--format": text, "-f": text, "--filter": text, "-n": number, "--last": number },
  more: container,
};
const inspecting: Form = {
  flags: "-s --size",
  options: { "-f": text, "--format": text, "--type": name },
  more: container,
  min: 1,
};
const logs: Form = {
  flags: "-t -f --follow --timestamps --details --no-color --no-log-prefix",
  options: {
    "--tail": like(/^(all|\d{1,7})$/, "a number of lines"),
    "-n": like(/^(all|\d{1,7})$/, "a number of lines"),
    "--since": time,
    "--until": time,
  },
  more: container,
  check: follows("docker logs --tail 100 NAME"),
};
const stats: Form = {
  flags: "-a --all --no-stream --no-trunc",
  options: { "--format": text },
  more: container,
  check: ({ options }) =>
    options.has("--no-stream")
      ? null
      : { rule: "endless-output", reason: "stats goes on until it is stopped; use docker stats --no-stream." },
};
const one: Form = { operands: [container], min: 1 };
const none: Form = { flags: "-v --verbose", options: { "-f": text, "--format": text } };
const history: Form = { ...one, flags: "-H -q --human --no-trunc --quiet", options: { "--format": text } };

/** docker and podman: what lists and shows. Nothing that follows a container's own programs. */
export const containerPrograms: Program[] = [
  {
    names: "docker podman",
    does: "Shows containers, images, networks and volumes.",
    bound: "Ends with the last entry; following is not allowed.",
    commands: {
      ps: listing,
      images: listing,
      logs: { ...logs, min: 1 },
      inspect: inspecting,
      stats,
      version: none,
      info: none,
      top: one,
      port: { operands: [container, name], min: 1 },
      diff: one,
      history,
      "container ls": listing,
      "container list": listing,
      "container ps": listing,
      "container inspect": inspecting,
      "container logs": { ...logs, min: 1 },
      "container stats": stats,
      "container top": one,
      "container port": one,
      "container diff": one,
      "image ls": listing,
      "image list": listing,
      "image inspect": inspecting,
      "image history": history,
      "network ls": listing,
      "network list": listing,
      "network inspect": inspecting,
      "volume ls": listing,
      "volume list": listing,
      "volume inspect": inspecting,
      "system df": none,
      "system info": none,
      "context ls": none,
      "context show": {},
      "service ls": listing,
      "service ps": listing,
      "node ls": listing,
      "stack ls": none,
      "pod ls": listing,
      "pod ps": listing,
      "compose ps": { ...listing, options: { ...templates, "--status": name } },
      "compose logs": logs,
      "compose ls": listing,
      "compose images": listing,
      "compose top": { more: container },
    },
    pass: [
      "docker ps",
      "docker ps -a --format '{{.Names}}\t{{.Status}}'",
      "docker ps --format {{.Names}}",
      "docker logs --tail 100 web",
      "docker logs -t --since 10m web 2>&1 | grep -i error",
      "docker inspect web",
      "docker inspect -f '{{.State.Status}}' web db",
      "docker stats --no-stream",
      "podman images",
      "docker system df -v",
      "docker network inspect bridge",
      "docker compose ps",
      "docker ps -q --filter name=web*",
      "docker top web",
    ],
    fail: [
      "docker run x",
      "docker exec web ls",
      "docker logs -f web",
      "docker logs --follow web",
      "docker stats",
      "docker rm x",
      "docker -H tcp://x ps",
      "docker --host x ps",
      "docker --context x ps",
      "docker --config /x ps",
      "docker events",
      "docker system prune",
      "docker compose up",
      "docker compose -f x ps",
      "docker compose config",
      "docker cp web:/etc/shadow -",
      "docker image prune",
      "docker volume rm x",
      "docker top web e",
      "docker container exec x ls",
      "docker login",
      "docker logs -tf web",
      "docker inspect",
      "docker save x",
      "docker export x",
      "docker attach x",
      "docker plugin ls",
    ],
  },
  {
    names: "crictl",
    does: "Shows containers of the runtime.",
    bound: "Ends with the last entry.",
    commands: {
      ps: { ...listing, flags: "-a -q --all --quiet", options: { "--name": name, "-o": oneOf("json yaml table") } },
      pods: { flags: "-q", options: { "--name": name, "--namespace": name } },
      images: { flags: "-q -v" },
    },
    pass: ["crictl ps -a", "crictl pods"],
    fail: ["crictl rm x", "crictl exec x ls", "crictl --runtime-endpoint x ps", "crictl logs -f x"],
  },
];

function follows(instead: string) {
  return ({ options }: Arguments): Doubt | null =>
    options.has("-f") || options.has("--follow")
      ? { rule: "endless-output", reason: `Following a log never ends; use ${instead}.` }
      : null;
}
