/** What a token is for (RFC 8707): the MCP endpoint and nothing else. */
export function oauthResource(publicUrl: string): string {
  return `${publicUrl}/mcp`;
}
