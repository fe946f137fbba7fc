import { AppError } from "@/lib/core/app-error";
import { endpoint } from "@/lib/surfaces/http/endpoint";

const unknown = endpoint<{ unknown: string[] }>(async () => {
  throw new AppError({
    code: "not_found",
    detail: "There is nothing at this path.",
    hint: "GET /openapi.json lists every path.",
  });
});

export { unknown as DELETE, unknown as GET, unknown as PATCH, unknown as POST, unknown as PUT };
