import { type StandInAnswer, startFlowStandIn } from "./flow-stand-in";

/** An OpenAI-compatible provider at the socket: one dimension a number, or an answer of another kind. */
export async function startEmbeddings(answer: { dimensions: number } | StandInAnswer) {
  const standIn = await startFlowStandIn(() => {
    if ("status" in answer) return answer;
    const embedding = Array.from({ length: answer.dimensions }, (_, i) => (i === 0 ? 1 : 0));
    return {
      status: 200,
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ data: [{ index: 0, embedding }] }),
    };
  });
  return {
    ...standIn,
    variables: { EMBEDDINGS_URL: `${standIn.url}/v1`, EMBEDDINGS_MODEL: "a-model", EMBEDDINGS_API_KEY: "sk-hunter2" },
  };
}
