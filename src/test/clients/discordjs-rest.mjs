// A Discord client of others against the stand-in: node discordjs-rest.mjs
//
// in   SANDBOX_DISCORD       the stand-in's page, for example http://127.0.0.1:8091/
//      DISCORD_BOT_TOKEN     the stand-in's own, no secret of anybody
//      DISCORD_CHANNEL_ID    where the bot sends to
//      DISCORD_WEBHOOK_PATH  /webhooks/{id}/{token}
// out  one line of JSON for each step, and exit code 1 if a step fails
import assert from "node:assert/strict";
import {DiscordAPIError, REST} from "@discordjs/rest";

const {SANDBOX_DISCORD, DISCORD_BOT_TOKEN, DISCORD_CHANNEL_ID, DISCORD_WEBHOOK_PATH} = process.env;
const rest = new REST({api: SANDBOX_DISCORD + "api", version: "10"}).setToken(DISCORD_BOT_TOKEN);
const messages = `/channels/${DISCORD_CHANNEL_ID}/messages`;

async function control(method, path) {
  const response = await fetch(SANDBOX_DISCORD + "sandbox/" + path, {method});
  assert.equal(response.status, 200);
  return response.json();
}

async function step(name, run) {
  const detail = await run();
  console.log(JSON.stringify({step: name, ...detail}));
}

let created;

await step("create", async () => {
  created = await rest.post(messages, {
    body: {
      embeds: [{title: "Filled", image: {url: "attachment://chart.png"}}],
      attachments: [{id: 0, description: "a chart"}],
    },
    files: [{name: "chart.png", contentType: "image/png", data: Buffer.from("89504e470d0a1a0a", "hex")}],
  });
  assert.match(created.id, /^\d{17,19}$/);
  assert.equal(created.embeds[0].type, "rich");
  assert.equal(created.attachments[0].description, "a chart");
  assert.equal(created.embeds[0].image.url, created.attachments[0].url);
  const file = Buffer.from(await (await fetch(created.attachments[0].url)).arrayBuffer());
  assert.equal(file.toString("hex"), "89504e470d0a1a0a");
  return {id: created.id};
});

await step("edit", async () => {
  const edited = await rest.patch(`${messages}/${created.id}`, {body: {content: "later"}});
  assert.equal(edited.content, "later");
  assert.equal(edited.attachments.length, 1);
  assert.notEqual(edited.edited_timestamp, null);
});

await step("list", async () => {
  const listed = await rest.get(messages, {query: new URLSearchParams({after: String(BigInt(created.id) - 1n)})});
  assert.deepEqual(listed.map(message => message.id), [created.id]);
});

await step("delete", async () => {
  await rest.delete(`${messages}/${created.id}`);
  await assert.rejects(rest.get(`${messages}/${created.id}`), error => error instanceof DiscordAPIError && error.code === 10008);
});

await step("webhook", async () => {
  const sent = await rest.post(DISCORD_WEBHOOK_PATH, {
    auth: false,
    query: new URLSearchParams({wait: "true"}),
    body: {content: "from the webhook", allowed_mentions: {parse: []}},
  });
  assert.equal(sent.content, "from the webhook");
  const quiet = await rest.post(DISCORD_WEBHOOK_PATH, {auth: false, body: {content: "quiet"}});
  assert.equal(Buffer.from(quiet).length, 0);
});

await step("invalid", async () => {
  const title = "x".repeat(257);
  await assert.rejects(rest.post(messages, {body: {embeds: [{title}]}}), error => {
    assert.equal(error.code, 50035);
    assert.equal(error.rawError.errors.embeds["0"].title._errors[0].code, "BASE_TYPE_MAX_LENGTH");
    return true;
  });
});

await step("429", async () => {
  const before = await control("GET", "state");
  await control("POST", "faults/rate-limit?ms=300&method=POST");
  const started = Date.now();
  const sent = await rest.post(messages, {body: {content: "after a pause"}});
  assert.equal(sent.content, "after a pause");
  assert.ok(Date.now() - started >= 300);
  const after = await control("GET", "state");
  assert.equal((after.faults["rate-limit"] || 0) - (before.faults["rate-limit"] || 0), 1);
  return {waited: Date.now() - started};
});

await step("own limit", async () => {
  const before = await control("GET", "state");
  await Promise.all(Array.from({length: 7}, (ignored, index) =>
      rest.post(DISCORD_WEBHOOK_PATH, {auth: false, body: {content: `burst ${index}`}})));
  const after = await control("GET", "state");
  assert.equal(after.messages - before.messages, 7);
  assert.ok(after.invalid_requests - before.invalid_requests <= 1, "the headers were not understood");
});

await step("5xx", async () => {
  await control("POST", "faults/status?code=503&method=PATCH");
  const message = await rest.post(messages, {body: {content: "one"}});
  const edited = await rest.patch(`${messages}/${message.id}`, {body: {content: "two"}});
  assert.equal(edited.content, "two");
});
