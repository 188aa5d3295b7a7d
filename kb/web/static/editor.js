// YASGUI over this server's own endpoint, with the prefixes of the base and the catalogue as examples; it asks no other host.
const prefixes = JSON.parse(document.getElementById("prefixes").textContent);
const endpoint = new URL("/sparql", window.location.href).href;
window.Yasgui.Yasqe.defaults.prefixCcApi = "";
window.Yasgui.Yasqe.forkAutocompleter?.("prefixes", { name: "prefixes-local", bulk: true, get: async () => Object.entries(prefixes).map(([prefix, iri]) => `${prefix}: <${iri}>`) });
window.Yasgui.Yasqe.defaults.autocompleters = ["prefixes-local", "variables"];
const yasgui = new window.Yasgui(document.getElementById("yasgui"), { requestConfig: { endpoint }, copyEndpointOnNewTab: true, endpointCatalogueOptions: { getData: () => [{ endpoint }] } });
const asked = new URLSearchParams(window.location.search).get("query");
if (asked) yasgui.getTab().setQuery(asked);
document.getElementById("example").addEventListener("change", (event) => { if (event.target.value) yasgui.getTab().setQuery(event.target.value); });
document.getElementById("draw").addEventListener("click", () => { window.location.href = `/draw?query=${encodeURIComponent(yasgui.getTab().getQuery())}`; });
