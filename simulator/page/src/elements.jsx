// Buttons, menus and inputs. Values have the shape of Slack's state.values.
import { useEffect, useId, useRef, useState } from "react";

const text = (object) => object?.text ?? "";
const optionsOf = (element) => element.options ?? (element.option_groups ?? []).flatMap((group) => group.options);

/** Asks before an action that wants it; gives onAction(value). */
export function Element({ element, value, label, world, suggest, onAction, onEdit }) {
  const [asking, setAsking] = useState(null);
  const send = (next) => (element.confirm ? setAsking({ next }) : onAction(next));
  return (
    <>
      <Control {...{ element, value, label, world, suggest, onEdit }} onAction={send} />
      {asking && (
        <Confirm
          confirm={element.confirm}
          onYes={() => {
            setAsking(null);
            onAction(asking.next);
          }}
          onNo={() => setAsking(null)}
        />
      )}
    </>
  );
}

function Confirm({ confirm, onYes, onNo }) {
  const dialog = useRef(null);
  useEffect(() => {
    dialog.current.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="confirm" onCancel={onNo} aria-label={text(confirm.title)}>
      <h2>{text(confirm.title)}</h2>
      <p>{text(confirm.text)}</p>
      <div className="row end">
        <button type="button" onClick={onNo}>{text(confirm.deny)}</button>
        <button type="button" className={confirm.style === "danger" ? "danger" : "primary"} onClick={onYes}>
          {text(confirm.confirm)}
        </button>
      </div>
    </dialog>
  );
}

function Control({ element, value, label, world, suggest, onAction, onEdit }) {
  const type = element.type.replace(/^multi_/, "");
  const many = element.type.startsWith("multi_");
  const name = label || text(element.placeholder) || element.action_id;
  const give = (fields) => onAction({ type: element.type, ...fields });
  switch (type) {
    case "button":
      return (
        <button
          type="button"
          className={element.style ?? ""}
          aria-label={element.accessibility_label}
          onClick={() => {
            if (element.url) window.open(element.url, "_blank", "noopener");
            onAction({});
          }}
        >
          {text(element.text)}
        </button>
      );
    case "overflow":
      return (
        <details className="overflow">
          <summary aria-label="More actions">⋯</summary>
          <div>
            {element.options.map((option) => (
              <button type="button" key={option.value} onClick={() => give({ selected_option: option })}>
                {text(option.text)}
              </button>
            ))}
          </div>
        </details>
      );
    case "static_select":
      return <Choice {...{ element, value, name, many, give }} />;
    case "external_select":
      return <Search {...{ element, value, name, many, give, suggest }} />;
    case "users_select":
      return <Ids {...{ value, name, many, give }} field="selected_user" all={world.people.map((one) => [one.id, one.realName])} />;
    case "conversations_select":
      return <Ids {...{ value, name, many, give }} field="selected_conversation" all={world.channels.map((one) => [one.id, one.name])} />;
    case "channels_select":
      return <Ids {...{ value, name, many, give }} field="selected_channel" all={world.channels.map((one) => [one.id, one.name])} />;
    case "checkboxes":
    case "radio_buttons":
      return <Boxes {...{ element, value, name, give }} many={type === "checkboxes"} />;
    case "datepicker":
      return <input type="date" aria-label={name} value={value?.selected_date ?? ""} onChange={(e) => give({ selected_date: e.target.value || null })} />;
    case "timepicker":
      return <input type="time" aria-label={name} value={value?.selected_time ?? ""} onChange={(e) => give({ selected_time: e.target.value || null })} />;
    case "datetimepicker":
      return <Moment {...{ value, name, give }} />;
    default:
      return <Typed {...{ element, value, name, onEdit, onAction }} />;
  }
}

function Choice({ element, value, name, many, give }) {
  const all = optionsOf(element);
  const pick = (wanted) => all.find((option) => option.value === wanted);
  const list = (options) => options.map((option) => <option key={option.value} value={option.value}>{text(option.text)}</option>);
  const inside = element.option_groups
    ? element.option_groups.map((group, index) => <optgroup key={index} label={text(group.label)}>{list(group.options)}</optgroup>)
    : list(all);
  if (many) {
    const chosen = (value?.selected_options ?? []).map((option) => option.value);
    return (
      <select multiple aria-label={name} value={chosen} onChange={(e) => give({ selected_options: [...e.target.selectedOptions].map((one) => pick(one.value)) })}>
        {inside}
      </select>
    );
  }
  return (
    <select aria-label={name} value={value?.selected_option?.value ?? ""} onChange={(e) => give({ selected_option: pick(e.target.value) ?? null })}>
      <option value="">{text(element.placeholder) || "Choose…"}</option>
      {inside}
    </select>
  );
}

function Search({ element, value, name, many, give, suggest }) {
  const [typed, setTyped] = useState("");
  const [offer, setOffer] = useState(null);
  const chosen = many ? (value?.selected_options ?? []) : value?.selected_option ? [value.selected_option] : [];
  const least = element.min_query_length ?? 3;
  useEffect(() => {
    if (offer === null || typed.length < least) return;
    let late = false;
    const wait = setTimeout(async () => {
      const answer = await suggest(element, typed);
      if (!late) setOffer(optionsOf(answer));
    }, 150);
    return () => {
      late = true;
      clearTimeout(wait);
    };
  }, [typed, offer === null]);
  const choose = (option) => {
    give(many ? { selected_options: [...chosen.filter((one) => one.value !== option.value), option] } : { selected_option: option });
    setOffer(null);
    setTyped("");
  };
  const drop = (option) => give(many ? { selected_options: chosen.filter((one) => one.value !== option.value) } : { selected_option: null });
  return (
    <div className="search">
      {chosen.map((option) => (
        <span className="chip" key={option.value}>
          {text(option.text)} <button type="button" aria-label={`Remove ${text(option.text)}`} onClick={() => drop(option)}>×</button>
        </span>
      ))}
      <input
        type="search"
        aria-label={name}
        placeholder={text(element.placeholder) || "Type to search"}
        value={typed}
        onFocus={() => setOffer([])}
        onChange={(e) => {
          setTyped(e.target.value);
          setOffer(offer ?? []);
        }}
        onKeyDown={(e) => e.key === "Escape" && offer !== null && (e.preventDefault(), e.stopPropagation(), setOffer(null))}
      />
      {offer !== null && offer.length > 0 && (
        <ul className="offer">
          {offer.map((option) => (
            <li key={option.value}><button type="button" onClick={() => choose(option)}>{text(option.text)}</button></li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Ids({ value, name, many, field, all, give }) {
  const list = all.map(([id, shown]) => <option key={id} value={id}>{shown}</option>);
  if (many) {
    return (
      <select multiple aria-label={name} value={value?.[field + "s"] ?? []} onChange={(e) => give({ [field + "s"]: [...e.target.selectedOptions].map((one) => one.value) })}>
        {list}
      </select>
    );
  }
  return (
    <select aria-label={name} value={value?.[field] ?? ""} onChange={(e) => give({ [field]: e.target.value || null })}>
      <option value="">Choose…</option>
      {list}
    </select>
  );
}

function Boxes({ element, value, name, many, give }) {
  const group = useId();
  const chosen = many ? (value?.selected_options ?? []) : value?.selected_option ? [value.selected_option] : [];
  const has = (option) => chosen.some((one) => one.value === option.value);
  return (
    <fieldset className="boxes">
      <legend className="hidden">{name}</legend>
      {element.options.map((option) => (
        <label key={option.value}>
          <input
            type={many ? "checkbox" : "radio"}
            name={group}
            checked={has(option)}
            onChange={() =>
              give(many ? { selected_options: has(option) ? chosen.filter((one) => one.value !== option.value) : [...chosen, option] } : { selected_option: option })
            }
          />
          <span>
            {text(option.text).replaceAll("*", "")}
            {option.description && <small>{text(option.description)}</small>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}

function Moment({ value, name, give }) {
  const at = value?.selected_date_time;
  const local = at ? new Date((at - new Date(at * 1000).getTimezoneOffset() * 60) * 1000).toISOString().slice(0, 16) : "";
  return (
    <input
      type="datetime-local"
      aria-label={name}
      value={local}
      onChange={(e) => give({ selected_date_time: e.target.value ? Math.floor(new Date(e.target.value).getTime() / 1000) : null })}
    />
  );
}

function Typed({ element, value, name, onEdit, onAction }) {
  const wants = element.dispatch_action_config?.trigger_actions_on ?? ["on_enter_pressed"];
  const later = useRef(0);
  const made = (typed) => ({ type: element.type, value: typed === "" ? null : typed });
  const shared = {
    "aria-label": name,
    placeholder: text(element.placeholder),
    value: value?.value ?? "",
    maxLength: element.max_length,
    autoFocus: element.focus_on_load,
    onChange: (e) => {
      const next = made(e.target.value);
      onEdit(next);
      clearTimeout(later.current);
      if (wants.includes("on_character_entered")) later.current = setTimeout(() => onAction(next, true), 500);
    },
    onKeyDown: (e) => {
      if (e.key === "Enter" && !element.multiline) {
        e.preventDefault();
        if (wants.includes("on_enter_pressed")) onAction(made(e.target.value), true);
      }
    },
  };
  if (element.multiline) return <textarea rows="4" {...shared} />;
  return <input type={element.type === "email_text_input" ? "email" : "text"} inputMode={element.type === "number_input" ? "decimal" : undefined} {...shared} />;
}
