"use strict";
// Draws the stored messages as Discord does. Whatever a message says is shown as text, never as markup:
// elements are made one by one and filled through textContent.

const list = document.getElementById("messages");
const empty = document.getElementById("empty");
const status = document.getElementById("status");
const shown = new Map();

function element(tag, name, text) {
  const node = document.createElement(tag);
  if (name) node.className = name;
  if (text !== undefined) node.textContent = text;
  return node;
}

function link(address, text, name) {
  let target = null;
  try {
    target = new URL(address);
  } catch {
    // No address: shown as plain text below.
  }
  if (!target || (target.protocol !== "https:" && target.protocol !== "http:")) return element("span", name, text);
  const node = element("a", name, text);
  node.href = target.href;
  node.target = "_blank";
  node.rel = "noopener noreferrer";
  return node;
}

function stamp(seconds, style) {
  const date = new Date(seconds * 1000);
  if (style !== "R") return element("span", "stamp", date.toLocaleString());
  const apart = (date - Date.now()) / 1000;
  const units = [["day", 86400], ["hour", 3600], ["minute", 60], ["second", 1]];
  const [unit, size] = units.find(([, length]) => Math.abs(apart) >= length) || units[3];
  const words = new Intl.RelativeTimeFormat(undefined, {numeric: "auto"}).format(Math.round(apart / size), unit);
  return element("span", "stamp", words);
}

const marks = /\*\*(.+?)\*\*|`([^`]+)`|\[([^\]]+)\]\((https?:\/\/[^\s)]+)\)|<t:(\d{1,11})(?::([tTdDfFR]))?>|\\([*_`~|\\[\]()<>#-])/gs;

function marked(parent, text) {
  let last = 0;
  for (const match of text.matchAll(marks)) {
    parent.append(text.slice(last, match.index));
    last = match.index + match[0].length;
    if (match[1] !== undefined) parent.append(element("strong", "", match[1]));
    else if (match[2] !== undefined) parent.append(element("code", "", match[2]));
    else if (match[3] !== undefined) parent.append(link(match[4], match[3]));
    else if (match[5] !== undefined) parent.append(stamp(Number(match[5]), match[6]));
    else parent.append(match[7]);
  }
  parent.append(text.slice(last));
  return parent;
}

// The address of a file of this server; null for any other, since the page may load nothing else.
function own(address) {
  try {
    const target = new URL(address);
    return target.pathname.startsWith("/attachments/") && target.port === location.port ? target.pathname : null;
  } catch {
    return null;
  }
}

function fileName(address) {
  const last = String(address).split("/").pop();
  try {
    return decodeURIComponent(last.replaceAll("+", " "));
  } catch {
    return last;
  }
}

function file(address, name) {
  const node = element("div", "file");
  node.append(link(own(address) === null ? address : new URL(own(address), location.href).href, name));
  return node;
}

// A picture that cannot be shown is told by its name, so that nobody takes it for one that was not sent.
function picture(address, description, name) {
  const path = own(address);
  if (path === null) return file(address, String(address));
  const node = element("img", name);
  node.addEventListener("error", () => node.replaceWith(file(address, fileName(path))));
  node.src = path;
  node.alt = description === undefined ? "" : String(description);
  return node;
}

function drawEmbed(embed) {
  const card = element("div", "embed");
  if (Number.isInteger(embed.color)) {
    card.style.borderLeftColor = "#" + embed.color.toString(16).padStart(6, "0");
  }
  if (embed.thumbnail) card.append(picture(embed.thumbnail.url, "", "thumbnail"));
  if (embed.author && embed.author.name) card.append(link(embed.author.url, embed.author.name, "author"));
  if (embed.title) {
    const title = element("div", "title");
    title.append(link(embed.url, embed.title));
    card.append(title);
  }
  if (embed.description) card.append(marked(element("div", "description"), String(embed.description)));
  if (embed.fields && embed.fields.length) {
    const fields = element("div", "fields");
    for (const field of embed.fields) {
      const cell = element("div", field.inline ? "field inline" : "field");
      cell.append(marked(element("b"), String(field.name)));
      fields.append(marked(cell, String(field.value)));
    }
    card.append(fields);
  }
  if (embed.image) card.append(picture(embed.image.url, "", "picture"));
  const footer = [];
  if (embed.footer && embed.footer.text) footer.push(embed.footer.text);
  if (embed.timestamp) {
    const date = new Date(embed.timestamp);
    footer.push(isNaN(date) ? String(embed.timestamp) : date.toLocaleString());
  }
  if (footer.length) card.append(element("div", "footer", footer.join(" • ")));
  return card;
}

function edited(time) {
  const mark = element("span", "edited", "(edited)");
  mark.title = new Date(time).toLocaleString();
  return mark;
}

function draw(message) {
  const item = element("li", "message");
  const name = String(message.author.username || "?");
  item.append(element("div", "face", [...name][0].toUpperCase()));
  const body = element("div");
  const who = element("div", "who");
  who.append(element("span", "name", name), element("span", "tag", "APP"));
  who.append(element("time", "time", new Date(message.timestamp).toLocaleString()));
  body.append(who);
  if (message.content) body.append(marked(element("div", "content"), String(message.content)));
  for (const embed of message.embeds) body.append(drawEmbed(embed));
  const pictured = new Set(message.embeds.flatMap(embed => [embed.image, embed.thumbnail]).map(part => part && part.url));
  for (const {url, filename, content_type, description} of message.attachments) {
    if (pictured.has(url)) continue;
    const isPicture = String(content_type).startsWith("image/");
    body.append(isPicture ? picture(url, description, "picture") : file(url, String(filename)));
  }
  if (message.edited_timestamp) body.append(edited(message.edited_timestamp));
  item.append(body);
  return item;
}

// One message that cannot be drawn must not hide the others.
function drawn(message) {
  try {
    return draw(message);
  } catch (problem) {
    console.error(problem);
    const item = element("li", "message");
    item.append(element("div", "face", "?"), element("div", "file", "Message " + message.id + " cannot be shown"));
    return item;
  }
}

function update(messages) {
  const bottom = window.innerHeight + window.scrollY >= document.body.scrollHeight - 80;
  const ids = new Set();
  for (const {message} of messages) {
    const version = JSON.stringify(message);
    const known = shown.get(message.id);
    ids.add(message.id);
    if (known && known.version === version) continue;
    const node = drawn(message);
    if (known) known.node.replaceWith(node);
    else list.append(node);
    shown.set(message.id, {version, node});
  }
  for (const [id, known] of shown) {
    if (!ids.has(id)) {
      known.node.remove();
      shown.delete(id);
    }
  }
  empty.hidden = ids.size > 0;
  status.textContent = ids.size === 1 ? "1 message" : ids.size + " messages";
  if (bottom) window.scrollTo(0, document.body.scrollHeight);
}

async function poll() {
  try {
    const response = await fetch("/sandbox/messages?limit=200", {cache: "no-store"});
    update((await response.json()).messages);
  } catch {
    status.textContent = "The sandbox does not answer; trying again";
  }
  setTimeout(poll, 1000);
}

poll();
