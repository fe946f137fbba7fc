import { AcceptedEnvelope, ErrorEnvelope, JobList, JobView, SuccessEnvelope } from "@/lib/contracts/envelope";
import { OrchestrateRequest } from "@/lib/contracts/orchestrate-request";
import { ToolList } from "@/lib/contracts/tool";
import type { Tool } from "@/lib/tools/define-tool";
import { version } from "@/package.json";
import { callbackPaths } from "./callback-operations";
import { describeIntents } from "./describe-intents";
import type { JsonSchema, OpenapiDocument } from "./document";
import { intentOperation } from "./intent-operation";
import { jobPaths } from "./job-operations";
import { orchestrateOperation } from "./orchestrate-operation";
import { readPaths } from "./read-operations";
import { errorResponses, headers } from "./responses";
import { toSchema } from "./to-schema";

/** What ChatGPT Actions reads of a property. Source: developers.openai.com/api/docs/actions/production. */
const propertyCharsMax = 700;

type BuildOpenapiInput = { tools: readonly Tool[]; publicUrl: string };

/** The OpenAPI 3.1 document of these tools: one operation for each, one for any intent, and those that read. */
export function buildOpenapi({ tools, publicUrl }: BuildOpenapiInput): OpenapiDocument {
  const intentPaths = tools.map((tool) => [`/intents/${tool.intent}`, { post: intentOperation(tool) }]);
  const paths: OpenapiDocument["paths"] = {
    "/orchestrate": { post: orchestrateOperation(tools) },
    ...Object.fromEntries(intentPaths),
    ...readPaths,
    ...jobPaths,
    ...callbackPaths,
  };
  return {
    openapi: "3.1.0",
    info: {
      title: "Orchestrator",
      version,
      description:
        "One governed door between AI assistants and real actions: an intent with its inputs goes in, its result or a " +
        "job to poll comes out. ChatGPT takes 30 operations at most: ?intents=memory.*,system.whoami shows only those.",
    },
    servers: [{ url: publicUrl }],
    security: [{ apiKey: [] }],
    paths,
    components: {
      schemas: schemas(tools),
      responses: errorResponses(usedStatuses(paths)),
      headers,
      securitySchemes: {
        apiKey: { type: "http", scheme: "bearer", description: "An API key, ork_..., made with npm run key:create." },
      },
    },
  };
}

function schemas(tools: readonly Tool[]): Record<string, JsonSchema> {
  const { intent } = OrchestrateRequest.shape;
  const lead = "What to do.";
  const described = intent.describe(describeIntents({ lead, tools, charsMax: propertyCharsMax }));
  return {
    OrchestrateRequest: toSchema(OrchestrateRequest.extend({ intent: described }), "input"),
    SuccessEnvelope: toSchema(SuccessEnvelope, "output"),
    AcceptedEnvelope: toSchema(AcceptedEnvelope, "output"),
    ErrorEnvelope: toSchema(ErrorEnvelope, "output"),
    JobView: toSchema(JobView, "output"),
    JobList: toSchema(JobList, "output"),
    ToolList: toSchema(ToolList, "output"),
  };
}

/** Every status of an error that some operation answers with, once. */
function usedStatuses(paths: OpenapiDocument["paths"]): Set<number> {
  const operations = Object.values(paths).flatMap(({ get, post }) => [get, post].filter((one) => one !== undefined));
  return new Set(operations.flatMap(({ responses }) => Object.keys(responses).map(Number)).filter((s) => s >= 400));
}
