// 端末に置くプログラム: keeps the files of the app on the device, so that it starts without a network.
// Never anything about anybody: calls of the app do not pass here.
importScripts("/program.js");

const { version, files } = self.PROGRAM;
const KEPT = `program-${version}`;
const SHELL = "/index.html";

async function take() {
  const kept = await caches.open(KEPT);
  await kept.addAll(files.map((file) => new Request(file, { cache: "reload" })));
}

async function drop() {
  for (const name of await caches.keys()) {
    if (name !== KEPT) {
      await caches.delete(name);
    }
  }
}

// All files are of one build, or the version does not come into use.
self.addEventListener("install", (event) => event.waitUntil(take()));

self.addEventListener("activate", (event) => event.waitUntil(drop()));

// A window that has just begun may change to the next version; never while another one works with the old.
self.addEventListener("message", (event) => {
  if (event.data === "next") {
    event.waitUntil(
      self.clients.matchAll({ includeUncontrolled: true }).then((windows) => {
        if (windows.length <= 1) {
          return self.skipWaiting();
        }
      }),
    );
  }
});

async function answer(file, request) {
  const kept = await caches.open(KEPT);
  return (await kept.match(file)) ?? fetch(request);
}

self.addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== self.location.origin || pathname.startsWith("/api/")) {
    return;
  }
  if (files.includes(pathname)) {
    event.respondWith(answer(pathname, request));
  } else if (request.mode === "navigate" && !pathname.slice(pathname.lastIndexOf("/")).includes(".")) {
    event.respondWith(answer(SHELL, request));
  }
});
