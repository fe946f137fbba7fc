import { deleteView } from "@/lib/records/views/delete-view";
import { endpoint } from "@/lib/surfaces/http/endpoint";
import { refuseMethodsBut } from "@/lib/surfaces/http/refuse-methods";
import { respondBody } from "@/lib/surfaces/http/respond";

export const DELETE = endpoint<{ id: string }>(async (ctx, _request, { id }) => respondBody(await deleteView(ctx, id)));

export const { GET, POST, PUT, PATCH, OPTIONS } = refuseMethodsBut("DELETE");
