import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";
import { doneText, type Notice } from "./notice";
import { goToSignIn } from "./session";

const retriesMax = 2;

/**
 * The browser's one query client: a refusal is not asked again, a session that ended leads to the sign-in page, and
 * `say` is told what worked, where the mutation has words for it.
 */
export function createQueryClient(say: (notice: Notice) => void): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({
      onError: leaveWhenSignedOut,
      onSuccess: (data, _variables, _result, { meta }) => {
        const text = doneText(meta, data);
        if (text !== null) say({ text, kind: "done" });
      },
    }),
    // "always": the server is often on this very machine, reachable when the browser thinks it is offline.
    defaultOptions: {
      queries: {
        networkMode: "always",
        retry: (failures, error) => failures < retriesMax && !isRefusal(error),
        staleTime: 1_000,
      },
      mutations: { networkMode: "always" },
    },
  });
}

function leaveWhenSignedOut(error: Error): void {
  if (error instanceof ApiError && error.status === 401) goToSignIn();
}

function isRefusal(error: Error): boolean {
  return error instanceof ApiError && error.status >= 400 && error.status < 500;
}
