// A calm chat around the stand-in: places on the left, messages, a composer, modals.
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { createRoot } from "react-dom/client";
import { act, fetchState, follow } from "./wire.js";
import { Blocks, Text, valuesOf } from "./blocks.jsx";

const clock = new Intl.DateTimeFormat(undefined, { hour: "2-digit", minute: "2-digit" });
const timeOf = (ts) => clock.format(new Date(Number(ts.split(".")[0]) * 1000));

/** Values that a person gave at a place. */
function useValues(blocks) {
  const [given, setGiven] = useState({});
  const latest = useRef({});
  const edit = (block, element, value) => {
    latest.current = { ...latest.current, [block.block_id]: { ...latest.current[block.block_id], [element.action_id]: value } };
    setGiven(latest.current);
  };
  const values = useMemo(() => valuesOf(blocks, given), [blocks, given]);
  return [values, edit, () => valuesOf(blocks, latest.current)];
}

function App() {
  const [state, setState] = useState(null);
  const [me, setMe] = useState(() => new URLSearchParams(location.search).get("as") ?? "");
  const [place, setPlace] = useState(null);
  const [thread, setThread] = useState(null);
  const [trouble, setTrouble] = useState("");
  const busy = useRef(false);
  const again = useRef(false);
  const asked = useRef(me);

  const load = useCallback(async () => {
    // A look that is under way when the person changes looks again as the new one.
    asked.current = me;
    if (busy.current) {
      again.current = true;
      return;
    }
    busy.current = true;
    do {
      again.current = false;
      try {
        setState(await fetchState(asked.current));
      } catch (failure) {
        setTrouble(String(failure.message));
      }
    } while (again.current);
    busy.current = false;
  }, [me]);

  useEffect(() => {
    load();
    return follow(load);
  }, [load]);

  if (!state) return <p className="loading">Loading…</p>;
  const here = place && (place === "home" || state.channels.some((one) => one.id === place)) ? place : state.channels[0]?.id ?? "home";
  const channel = state.channels.find((one) => one.id === here);
  const names = {
    users: state.people.map((one) => ({ id: one.id, name: one.realName })),
    channels: state.channels.map((one) => ({ id: one.id, name: one.name })),
    user_groups: [],
  };
  const world = { ...state, names };
  const perform = async (body) => {
    const outcome = await act({ as: state.me, ...body });
    setTrouble(outcome.trouble ?? "");
    return outcome;
  };
  const go = (where) => {
    setPlace(where);
    setThread(null);
    setTrouble("");
    if (where === "home") perform({ act: "home" });
  };
  const root = thread && state.messages.find((one) => one.channel === here && one.ts === thread);
  return (
    <div className="app">
      <aside>
        <div className="banner"><strong>Stand-in for Slack</strong><span>A local page. Nothing leaves this machine.</span></div>
        <label className="who">
          <span>You are</span>
          <select
            value={state.me}
            onChange={(e) => {
              setMe(e.target.value);
              setThread(null);
            }}
          >
            {state.people.filter((one) => one.acts).map((one) => (
              <option key={one.id} value={one.id}>{one.realName}{one.note ? ` (${one.note})` : ""}</option>
            ))}
          </select>
        </label>
        <nav aria-label="Places">
          <button type="button" aria-current={here === "home" ? "page" : undefined} onClick={() => go("home")}>⌂ {state.bot.realName}: Home</button>
          {state.channels.map((one) => (
            <button type="button" key={one.id} aria-current={here === one.id ? "page" : undefined} onClick={() => go(one.id)}>
              {one.kind === "DIRECT" ? `✉ ${state.bot.realName}` : one.kind === "PRIVATE" ? `🔒 ${one.name}` : `# ${one.name}`}
            </button>
          ))}
        </nav>
      </aside>
      <main>
        <header><h1>{here === "home" ? `${state.bot.realName}: Home` : channel.kind === "DIRECT" ? state.bot.realName : `# ${channel.name}`}</h1></header>
        {here === "home" ? (
          <Place key={state.home?.id ?? "none"} view={state.home} world={world} perform={perform} />
        ) : (
          <Talk key={here + state.me} channel={channel} messages={state.messages.filter((one) => one.channel === here && !one.threadTs)} {...{ state, world, perform }} onThread={setThread} />
        )}
        {trouble && <div className="trouble" role="alert">{trouble} <button type="button" aria-label="Dismiss" onClick={() => setTrouble("")}>×</button></div>}
      </main>
      {root && (
        <section className="thread" aria-label="Thread">
          <header><h2>Thread</h2><button type="button" aria-label="Close thread" onClick={() => setThread(null)}>×</button></header>
          <Talk channel={channel} thread={thread} messages={[root, ...state.messages.filter((one) => one.channel === here && one.threadTs === thread)]} {...{ state, world, perform }} />
        </section>
      )}
      {state.modal && <Modal key={state.modal.id} view={state.modal} world={world} perform={perform} />}
    </div>
  );
}

function Talk({ channel, thread, messages, state, world, perform, onThread }) {
  const end = useRef(null);
  const last = messages.at(-1);
  useEffect(() => {
    // Newer browsers answer with a promise here, and what an effect answers is called when it ends.
    end.current?.scrollIntoView({ block: "end" });
  }, [messages.length, last?.edits]);
  return (
    <>
      <ol className="messages" aria-live="polite">
        {messages.length === 0 && <li className="soft empty">Nothing was said here yet. Type {state.commands[0]?.command ?? "a command"} below.</li>}
        {messages.map((one) => <Said key={one.ts} message={one} replies={thread ? 0 : state.messages.filter((other) => other.threadTs === one.ts && other.channel === one.channel).length} {...{ world, perform, onThread }} />)}
        <li ref={end} className="end" aria-hidden="true" />
      </ol>
      <Composer commands={thread ? [] : state.commands} label={thread ? "Reply in thread" : `Message ${channel.kind === "DIRECT" ? state.bot.realName : "#" + channel.name}`} send={(text) => perform(text.startsWith("/") && !thread ? { act: "command", channel: channel.id, text } : { act: "say", channel: channel.id, text, thread: thread ?? "" })} />
    </>
  );
}

function Said({ message, replies, world, perform, onThread }) {
  const author = world.people.find((one) => one.id === message.author) ?? world.bot;
  const [values, edit, current] = useValues(message.blocks);
  const where = { channel: message.channel, ts: message.ts };
  return (
    <li className={message.onlyFor ? "said only" : "said"} data-ts={message.ts}>
      <span className={author.id === world.bot.id ? "avatar bot" : "avatar"} aria-hidden="true">{author.realName.slice(0, 1).toUpperCase()}</span>
      <div className="body">
        <div className="by"><strong>{author.realName}</strong>{author.id === world.bot.id && <span className="tag">APP</span>}<time>{timeOf(message.ts)}</time>{message.edits > 0 && <span className="soft">edited</span>}</div>
        {message.onlyFor && <div className="soft">Only visible to you</div>}
        {message.blocks.length === 0 ? (
          <Text text={message.text} world={world} />
        ) : (
          <Blocks
            blocks={message.blocks}
            values={values}
            world={world}
            onEdit={edit}
            onAction={(block, element, value) => perform({ act: "click", ...where, block: block.block_id, action: element.action_id, value, values: current() })}
            suggest={(block, element, typed) => perform({ act: "suggest", ...where, block: block.block_id, action: element.action_id, typed })}
          />
        )}
        {message.reactions.length > 0 && <div className="soft">{message.reactions.map((name) => `:${name}:`).join(" ")}</div>}
        {onThread && !message.onlyFor && (
          <button type="button" className={replies ? "link" : "link quiet"} onClick={() => onThread(message.ts)}>
            {replies ? `${replies} ${replies === 1 ? "reply" : "replies"}` : "Reply in thread"}
          </button>
        )}
      </div>
    </li>
  );
}

function Composer({ commands, label, send }) {
  const [text, setText] = useState("");
  const [chosen, setChosen] = useState(0);
  const [closed, setClosed] = useState(false);
  const [busy, setBusy] = useState(false);
  const field = useRef(null);
  const fitting = !closed && text.startsWith("/") && !text.includes(" ") ? commands.filter((one) => one.command.startsWith(text)) : [];
  const known = commands.find((one) => text.startsWith(one.command + " "));
  const take = (command) => {
    setText(command.command + " ");
    setChosen(0);
    field.current.focus();
  };
  const submit = async () => {
    if (!text.trim() || busy) return;
    setBusy(true);
    const outcome = await send(text.trim());
    setBusy(false);
    if (!outcome.trouble) setText("");
    field.current?.focus();
  };
  const keys = (e) => {
    if (fitting.length > 0) {
      if (e.key === "ArrowDown" || e.key === "ArrowUp") {
        e.preventDefault();
        setChosen((chosen + (e.key === "ArrowDown" ? 1 : fitting.length - 1)) % fitting.length);
        return;
      }
      if (e.key === "Tab" || (e.key === "Enter" && text !== fitting[chosen].command)) {
        e.preventDefault();
        take(fitting[chosen]);
        return;
      }
      if (e.key === "Escape") {
        setClosed(true);
        return;
      }
    }
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      submit();
    }
  };
  return (
    <form className="composer" onSubmit={(e) => (e.preventDefault(), submit())}>
      {fitting.length > 0 && (
        <ul role="listbox" id="commands" aria-label="Commands">
          {fitting.map((one, index) => (
            <li key={one.command} id={`command-${index}`} role="option" aria-selected={index === chosen} onMouseDown={(e) => (e.preventDefault(), take(one))}>
              <strong>{one.command}</strong> <span>{one.usageHint}</span><small>{one.description}</small>
            </li>
          ))}
        </ul>
      )}
      {known?.usageHint && <div className="soft hint">{known.command} {known.usageHint}</div>}
      <div className="row">
        <textarea
          ref={field}
          rows="1"
          aria-label={label}
          placeholder={label}
          value={text}
          role="combobox"
          aria-expanded={fitting.length > 0}
          aria-controls="commands"
          aria-activedescendant={fitting.length > 0 ? `command-${chosen}` : undefined}
          onChange={(e) => {
            setText(e.target.value);
            setClosed(false);
          }}
          onKeyDown={keys}
        />
        <button type="submit" className="primary" disabled={busy}>Send</button>
      </div>
    </form>
  );
}

function usePlace(view, perform) {
  const [values, edit, current] = useValues(view.blocks);
  return {
    current,
    blocks: {
      blocks: view.blocks,
      values,
      errors: view.errors,
      onEdit: edit,
      onAction: (block, element, value) => perform({ act: "click", view: view.id, block: block.block_id, action: element.action_id, value, values: current() }),
      suggest: (block, element, typed) => perform({ act: "suggest", view: view.id, block: block.block_id, action: element.action_id, typed, values: current() }),
    },
  };
}

function Place({ view, world, perform }) {
  if (!view) return <p className="soft empty">The app has not published a Home yet.</p>;
  return <Home view={view} world={world} perform={perform} />;
}

function Home({ view, world, perform }) {
  const place = usePlace(view, perform);
  return <div className="home"><Blocks {...place.blocks} world={world} /></div>;
}

function Modal({ view, world, perform }) {
  const dialog = useRef(null);
  const place = usePlace(view, perform);
  const [trouble, setTrouble] = useState("");
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  const close = (all) => perform({ act: "close", view: view.id, values: place.current(), all });
  const submit = async (e) => {
    e.preventDefault();
    if (busy) return;
    setBusy(true);
    const outcome = await perform({ act: "submit", view: view.id, values: place.current() });
    setBusy(false);
    setTrouble(outcome.trouble ?? "");
  };
  return (
    <dialog ref={dialog} className="modal" aria-label={view.title} onCancel={(e) => (e.preventDefault(), close(true))}>
      <form onSubmit={submit} noValidate>
        <header><h2>{view.title}</h2><button type="button" aria-label="Close" onClick={() => close(true)}>×</button></header>
        <div className="content">
          <Blocks {...place.blocks} world={world} />
        </div>
        {trouble && Object.keys(view.errors).length === 0 && <div className="error" role="alert">{trouble}</div>}
        <footer className="row end">
          <button type="button" onClick={() => close(false)}>{view.close || (view.previous ? "Back" : "Cancel")}</button>
          {view.submit && <button type="submit" className="primary" disabled={busy}>{view.submit}</button>}
        </footer>
      </form>
    </dialog>
  );
}

createRoot(document.getElementById("root")).render(<App />);
