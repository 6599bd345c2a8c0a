/** Says that the ensemble runs while the reader waits for the next page. */
for (const form of document.querySelectorAll<HTMLFormElement>("form[data-scenario]")) {
  const button = form.querySelector<HTMLButtonElement>("button[type=submit]");
  const share = form.querySelector<HTMLInputElement>("input[name=burn]");
  const label = button?.textContent ?? "";
  const shown = form.querySelector<HTMLOutputElement>("output");
  const show = (): void => {
    if (share && shown) shown.value = `${Math.round(Number(share.value) * 100)} %`;
  };
  share?.addEventListener("input", show);
  show();
  form.addEventListener("submit", () => {
    if (!button) return;
    button.disabled = true;
    button.textContent = button.dataset["running"] ?? label;
  });
  // A page that comes back from the browser's cache must not stay disabled.
  window.addEventListener("pageshow", () => {
    if (!button) return;
    button.disabled = false;
    button.textContent = label;
  });
}
