import type { Doubt } from "@/lib/policy/command/doubt";
import { textOf } from "@/lib/policy/command/shell/shell-word";
import type { Arguments, Form, Program, Shape } from "./program";
import { shape } from "./shapes";

const { name, names, number, upTo, time, text, like, oneOf, attached } = shape;
// Secrets are not among them, nor are kinds that carry credentials by other names.
const kinds = new Set(
  `pod pods po node nodes no service services svc deployment deployments deploy replicaset replicasets rs statefulset statefulsets sts daemonset
   daemonsets ds job jobs cronjob cronjobs cj ingress ingresses ing ingressclass ingressclasses endpoints endpoint ep endpointslice endpointslices event events ev namespace
   namespaces ns persistentvolume persistentvolumes pv persistentvolumeclaim persistentvolumeclaims pvc storageclass storageclasses sc
   horizontalpodautoscaler horizontalpodautoscalers hpa poddisruptionbudget poddisruptionbudgets pdb networkpolicy networkpolicies netpol
   resourcequota resourcequotas quota limitrange limitranges limits serviceaccount serviceaccounts sa role roles rolebinding rolebindings
   clusterrole clusterroles clusterrolebinding clusterrolebindings customresourcedefinition customresourcedefinitions crd crds all
   configmap configmaps cm priorityclass priorityclasses pc componentstatuses cs lease leases apiservice apiservices volumeattachment
   volumeattachments replicationcontroller replicationcontrollers rc csr certificatesigningrequests`.split(/\s+/),
);
const isKind = (word: string) =>
  kinds.has(
    word
      .toLowerCase()
      .replace(
        /\.(apps|batch|networking\.k8s\.io|storage\.k8s\.io|autoscaling|policy|rbac\.authorization\.k8s\.io|events\.k8s\.io|discovery\.k8s\.io|apiextensions\.k8s\.io)$/,
        "",
      ),
  );
const object = /^[a-z0-9][\w.:-]*$/i;
const kind: Shape = {
  ...text,
  says: "a kind of object that holds no secrets, such as pods or deploy/web",
  accepts: (value) =>
    value
      .split(",")
      .every((part) =>
        part.includes("/")
          ? isKind(part.split("/", 1)[0] ?? "") && object.test(part.slice(part.indexOf("/") + 1))
          : isKind(part),
      ),
};
const objectName = like(/^[a-z0-9][\w.:-]*(?:\/[a-z0-9][\w.:-]*)?$/i, "a name");
const format = like(
  /^(?:wide|json|yaml|name|(?:jsonpath|jsonpath-as-json|custom-columns|go-template)=[^\n]*)$/,
  "wide, json, yaml, name, jsonpath=... or custom-columns=...",
);
const output = { "-o": format, "--output": format };
const selecting = {
  "-l": text,
  "--selector": text,
  "--field-selector": text,
  "--sort-by": text,
  "-L": names,
  "--label-columns": names,
  "--chunk-size": number,
  "--limit": number,
};
/** Flags that are often written with their value; none of them watches or follows. */
const switches = Object.fromEntries(
  "--all-containers --previous --no-headers --show-labels --timestamps --all-namespaces --ignore-not-found --containers --prefix --recursive"
    .split(" ")
    .map((flag) => [flag, attached(oneOf("true false"))]),
);
const getting: Form = {
  flags: "-w --watch --watch-only --no-headers --show-labels --show-kind --ignore-not-found --show-managed-fields",
  options: { ...output, ...selecting },
  operands: [kind],
  more: objectName,
  min: 1,
  check: checkObjects,
};

/** kubectl and helm: what lists and shows, of kinds that are listed. */
export const kubernetesPrograms: Program[] = [
  {
    names: "kubectl",
    does: "Shows objects of a Kubernetes cluster.",
    bound: "Ends with the last object; watching and following are not allowed.",
    flags: "-A --all-namespaces",
    options: { "-n": name, "--namespace": name, "--context": name, "--request-timeout": name, ...switches },
    hasOptionsAnywhere: true,
    commands: {
      get: getting,
      describe: {
        flags: "--show-events",
        options: selecting,
        operands: [kind],
        more: objectName,
        min: 1,
        check: checkObjects,
      },
      logs: {
        flags: "-f -p --follow --previous --timestamps --all-containers --prefix --ignore-errors",
        options: {
          "-c": name,
          "--container": name,
          "--tail": like(/^-?\d{1,7}$/, "a number of lines"),
          "--since": time,
          "--since-time": time,
          "-l": text,
          "--selector": text,
          "--max-log-requests": number,
          "--limit-bytes": number,
        },
        operands: [objectName, name],
        check: endless,
      },
      "top pods": { flags: "--containers --no-headers --sum", options: selecting, more: objectName },
      "top pod": { flags: "--containers --no-headers --sum", options: selecting, more: objectName },
      "top nodes": { flags: "--no-headers", options: selecting, more: objectName },
      "top node": { flags: "--no-headers", options: selecting, more: objectName },
      events: {
        flags: "-w --watch --no-headers",
        options: { ...output, "--for": kind, "--types": names },
        check: endless,
      },
      version: { flags: "--client --short", options: { "-o": oneOf("json yaml"), "--output": oneOf("json yaml") } },
      "cluster-info": {},
      "api-resources": {
        flags: "--no-headers --namespaced",
        options: {
          "--namespaced": attached(oneOf("true false")),
          "--verbs": names,
          "--api-group": name,
          "-o": oneOf("wide name"),
        },
      },
      "api-versions": {},
      explain: { flags: "--recursive", operands: [name], min: 1 },
      "config current-context": {},
      "config get-contexts": { flags: "--no-headers", options: { "-o": oneOf("name") }, operands: [name] },
      "rollout history": {
        options: { "--revision": number },
        operands: [kind, objectName],
        min: 1,
        check: checkObjects,
      },
      "rollout status": {
        options: { "--timeout": like(/^([1-5]?\d|60)s$/, "at most 60s"), "--watch": oneOf("false") },
        operands: [kind, objectName],
        min: 1,
        check: (given) =>
          given.options.has("--timeout") || given.options.has("--watch")
            ? checkObjects(given)
            : {
                rule: "endless-output",
                reason: "rollout status waits for the end; add --timeout=10s or --watch=false.",
              },
      },
      "auth can-i": { flags: "--list", operands: [name, name, name] },
    },
    pass: [
      "kubectl get pods -A",
      "kubectl get pods -n web -o wide",
      "kubectl -n web get deploy,svc",
      "kubectl describe pod web-1",
      "kubectl logs web-1 --tail=100",
      "kubectl logs -n web deploy/api -c app --since=1h",
      "kubectl top pods -A",
      "kubectl get pod web -o jsonpath='{.status.phase}'",
      "kubectl get events --sort-by=.lastTimestamp",
      "kubectl get nodes -o yaml",
      "kubectl rollout history deploy/web",
      "kubectl config current-context",
      "kubectl get pods -l app=web --field-selector status.phase=Running",
      "kubectl get deployments.apps",
      "kubectl get all -n web",
    ],
    fail: [
      "kubectl get secret",
      "kubectl get secrets -o yaml",
      "kubectl get pods,secrets",
      "kubectl get secret/db -o yaml",
      "kubectl get pod/a secret/db",
      "kubectl get Secret db",
      "kubectl get secrets.v1.",
      "kubectl describe secret x",
      "kubectl logs -f web",
      "kubectl logs --follow web",
      "kubectl get pods -w",
      "kubectl get pods --watch",
      "kubectl get --raw /api/v1/secrets",
      "kubectl get -f x.yaml",
      "kubectl get -k .",
      "kubectl exec web -- ls",
      "kubectl delete pod x",
      "kubectl apply -f x",
      "kubectl --kubeconfig /x get pods",
      "kubectl get pods -o go-template-file=x",
      "kubectl get pods -o jsonpath-file=x",
      "kubectl cluster-info dump",
      "kubectl config view --raw",
      "kubectl cp a:/x y",
      "kubectl proxy",
      "kubectl port-forward x 1",
      "kubectl get pods --server=x",
      "kubectl get pods --token x",
      "kubectl get mysecretstores",
      "kubectl rollout status deploy/x",
      "kubectl rollout restart deploy/x",
      "kubectl get po a -ow --watch=true",
      "kubectl run x",
      "kubectl get pods --watch=1",
      "kubectl top pod --kubeconfig=x",
    ],
  },
  {
    names: "helm",
    does: "Shows releases.",
    bound: "Ends with the last release.",
    flags: "-A -a --all-namespaces --all -q --short --deployed --failed --pending --superseded --uninstalled",
    options: {
      "-n": name,
      "--namespace": name,
      "--kube-context": name,
      "-o": oneOf("table json yaml"),
      "--output": oneOf("table json yaml"),
      "-m": number,
      "--max": upTo(1000),
      "-f": text,
      "--filter": text,
    },
    hasOptionsAnywhere: true,
    commands: {
      list: {},
      ls: {},
      status: { operands: [name], options: { "--revision": number }, min: 1, check: showsNoValues },
      history: { operands: [name], min: 1 },
      version: {},
      "repo list": {},
    },
    pass: ["helm list -A", "helm status web -n web", "helm history web", "helm ls -o json"],
    fail: [
      "helm status web -o json",
      "helm status web --output=yaml",
      "helm -o json status web",
      "helm get values web",
      "helm get manifest web",
      "helm install x y",
      "helm uninstall x",
      "helm upgrade x y",
      "helm status web --show-resources",
      "helm plugin list",
      "helm list --kubeconfig x",
      "helm template x",
      "helm list --post-renderer x",
    ],
  },
];

/** Without a slash in the first word the further ones are names; with one each of them is kind/name. */
function checkObjects(given: Arguments): Doubt | null {
  const [, ...others] = given.operands.map(textOf);
  const isSafe = others.every((word) => !word.includes("/") || kind.accepts(word));
  return isSafe ? endless(given) : { rule: "operand-shape", reason: `One of these objects is not ${kind.says}.` };
}

function endless({ options }: Arguments): Doubt | null {
  const isEndless = ["-w", "--watch", "--watch-only", "-f", "--follow"].some((option) => options.has(option));
  return isEndless
    ? { rule: "endless-output", reason: "Watching or following never ends; leave it out, and use --tail for logs." }
    : null;
}

/** As JSON or YAML a release is shown whole, with its values and the manifests of its secrets. */
function showsNoValues({ options }: Arguments): Doubt | null {
  const formats = [options.get("-o"), options.get("--output")];
  return formats.every((format) => format === undefined || format === "table")
    ? null
    : { rule: "shows-secrets", reason: "helm status shows values and secrets in this format; leave -o out." };
}
