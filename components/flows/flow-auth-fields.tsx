"use client";

import { useValue } from "@/components/forms/use-values";
import { LineField, PickField, SecretField } from "@/components/forms/value-fields";
import type { JwtAlgorithm } from "@/lib/contracts/flow";
import type { FlowEntry } from "@/lib/contracts/flow-binding";

const kinds = [
  { value: "none", label: "It does not ask" },
  { value: "header", label: "A header" },
  { value: "basic", label: "User and password" },
  { value: "bearer", label: "A bearer token" },
  { value: "jwt", label: "A JWT that each call signs" },
];

/** How the backend knows that it is us; what is kept is never shown. */
export function FlowAuthFields({ flow }: { flow: FlowEntry | null }) {
  const { value: kind } = useValue("auth");
  const isKept = flow?.auth.kind === kind;
  return (
    <>
      <PickField
        name="auth"
        label="How it knows us"
        data={kinds}
        help="What the webhook's own Authentication asks for."
      />
      {kind === "header" && (
        <>
          <LineField
            name="auth.name"
            label="Header"
            placeholder={isKept ? "Kept as it is" : "X-Api-Key"}
            required={!isKept}
          />
          <SecretField name="auth.value" label="Its value" isKept={isKept} required />
        </>
      )}
      {kind === "basic" && (
        <>
          <LineField name="auth.username" label="User" placeholder={isKept ? "Kept as it is" : ""} required={!isKept} />
          <SecretField name="auth.password" label="Password" isKept={isKept} required />
        </>
      )}
      {kind === "bearer" && <SecretField name="auth.token" label="Token" isKept={isKept} required />}
      {kind === "jwt" && (
        <>
          <PickField
            name="auth.algorithm"
            label="Algorithm"
            data={algorithms.map((value) => ({ value, label: value }))}
          />
          <SecretField
            name="auth.secret"
            label="Secret"
            isKept={isKept}
            required
            help="The shared secret of the HS algorithms, the private key as PEM for the others."
          />
        </>
      )}
    </>
  );
}

const algorithms: JwtAlgorithm[] = [
  ...(["HS256", "HS384", "HS512"] as const),
  ...(["RS256", "RS384", "RS512"] as const),
  ...(["ES256", "ES384", "ES512"] as const),
];
