export default function Page() {
  return <p>Orchestrator</p>;
}
