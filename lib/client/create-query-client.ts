import { MutationCache, QueryCache, QueryClient } from "@tanstack/react-query";
import { ApiError } from "./api-error";
import { goToSignIn } from "./session";

const retriesMax = 2;

/** The browser's one query client: a refusal is not asked again, and a session that ended leads to the sign-in page. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    queryCache: new QueryCache({ onError: leaveWhenSignedOut }),
    mutationCache: new MutationCache({ onError: leaveWhenSignedOut }),
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
