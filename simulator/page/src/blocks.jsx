// Blocks: what is only read is drawn by slack-blocks-to-jsx, what is pressed or filled in by elements.jsx.
import { Message } from "slack-blocks-to-jsx";
import { Element } from "./elements.jsx";

const TEXTLESS = new Set(["button", "overflow", "image"]);

/** Initial values of a place's inputs, under those already given. */
export function valuesOf(blocks, given) {
  const values = {};
  const add = (block, element) => {
    if (!element || TEXTLESS.has(element.type)) return;
    const own = given[block.block_id]?.[element.action_id] ?? initial(element);
    values[block.block_id] = { ...values[block.block_id], [element.action_id]: own };
  };
  for (const block of blocks) {
    add(block, block.accessory);
    add(block, block.element);
    if (block.type === "actions") block.elements.forEach((element) => add(block, element));
  }
  return values;
}

function initial(element) {
  const value = { type: element.type };
  for (const [key, held] of Object.entries(element)) {
    if (!key.startsWith("initial_")) continue;
    const name = key.slice("initial_".length);
    value[name === "value" ? "value" : `selected_${name}`] = held;
  }
  return value;
}

function Read({ blocks, world }) {
  return (
    <div className="read">
      <Message withoutWrapper theme="light" blocks={blocks} name="" logo="" data={world.names} hooks={{ link: Link }} />
    </div>
  );
}

function Link({ href, children }) {
  return <a href={href} target="_blank" rel="noopener noreferrer">{children}</a>;
}

/** onAction(block, element, value), onEdit(block, element, value), suggest(block, element, typed). */
export function Blocks({ blocks, values, errors, world, onAction, onEdit, suggest }) {
  const element = (block, one, label, tells = true) => {
    const own = values?.[block.block_id]?.[one.action_id];
    return (
      <Element
        key={one.action_id}
        element={one}
        value={own}
        label={label}
        world={world}
        suggest={(which, typed) => suggest(block, which, typed)}
        onEdit={(value) => onEdit(block, one, value)}
        onAction={(value) => {
          if (value.type) onEdit(block, one, value);
          if (tells) onAction(block, one, value);
        }}
      />
    );
  };
  return blocks.map((block) => {
    switch (block.type) {
      case "actions":
        return <div className="row actions" key={block.block_id}>{block.elements.map((one) => element(block, one))}</div>;
      case "input":
        return (
          <div className="field" key={block.block_id}>
            <div className="label">{block.label.text}{block.optional && <span className="soft"> (optional)</span>}</div>
            {element(block, block.element, block.label.text, block.dispatch_action === true)}
            {block.hint && <div className="soft">{block.hint.text}</div>}
            {errors?.[block.block_id] && <div className="error" role="alert">{errors[block.block_id]}</div>}
          </div>
        );
      case "section": {
        const { accessory, ...rest } = block;
        if (!accessory || accessory.type === "image") return <Read key={block.block_id} blocks={[block]} world={world} />;
        return (
          <div className="beside" key={block.block_id}>
            <Read blocks={[rest]} world={world} />
            <div className="accessory">{element(block, accessory)}</div>
          </div>
        );
      }
      default:
        return <Read key={block.block_id} blocks={[block]} world={world} />;
    }
  });
}

export function Text({ text, world }) {
  return <Read world={world} blocks={[{ type: "section", block_id: "t", text: { type: "mrkdwn", text } }]} />;
}
