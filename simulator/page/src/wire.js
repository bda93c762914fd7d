// The way to the stand-in: its state, news of changes, and what a person does.
export async function fetchState(as) {
  const answer = await fetch(`/page/state?as=${encodeURIComponent(as)}`);
  if (!answer.ok) throw new Error(await answer.text());
  return answer.json();
}

export async function act(body) {
  const answer = await fetch("/page/act", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) return { trouble: await answer.text() };
  return answer.json();
}

export function follow(changed) {
  const source = new EventSource("/page/events");
  source.onmessage = changed;
  return () => source.close();
}
