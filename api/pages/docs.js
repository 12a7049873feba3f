// Starts Swagger UI from a file, because the page's policy forbids inline script.
"use strict";

if (window.SwaggerUIBundle) {
  window.SwaggerUIBundle({
    url: "openapi.json",
    dom_id: "#contract",
    deepLinking: true,
    // The default asks a public server whether the contract is valid.
    validatorUrl: null,
  });
}
