import { Alert } from "@mantine/core";
import problemClasses from "@/components/problem.module.css";

/** Why a sign-in did not work, in a sentence; nothing where there is none. */
export function Refusal({ children }: { children: string | null | undefined }) {
  if (!children) return null;
  return (
    <Alert variant="default" role="alert" p="sm" classNames={{ root: problemClasses.root ?? "" }}>
      {children}
    </Alert>
  );
}
