/** The sentence for an error code of the sign-in, as next-auth or our own server names it. */
export function signInProblem(code: string | null): string {
  switch (code) {
    case "CredentialsSignin":
      return "The e-mail address or the password is wrong.";
    case "Throttled":
      return "Too many attempts. Wait a minute, then try again.";
    case "Busy":
      return "Too many people are signing in at once. Try again in a few seconds.";
    case "Unverified":
      return "The other side does not say that your e-mail address is really yours. Verify it there, then try again.";
    case "AccessDenied":
      return "Nobody has invited you yet. Ask an admin for an invitation.";
    case "OAuthSignin":
    case "OAuthCallback":
    case "Callback":
      return "The sign-in elsewhere did not work, or took too long. Try again.";
    default:
      return "The server cannot sign you in right now. Try again in a few seconds.";
  }
}
