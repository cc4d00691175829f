export interface Session {
  readonly csrfToken: string;
  readonly person?: { id: string; name: string };
  readonly people: readonly { id: string; name: string; roles: readonly string[] }[];
}
