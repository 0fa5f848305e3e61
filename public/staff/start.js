import init from "/app.js";

init({ module_or_path: "/app_bg.wasm" }).catch(() => {
  const words = document.createElement("p");
  words.setAttribute("role", "alert");
  words.textContent = "画面を開けませんでした。つながっているか確かめて、開き直してください。";
  document.body.append(words);
});
