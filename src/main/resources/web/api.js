// Shows the document that lies beside this page. Nothing is asked of any other server.
window.onload = () => {
  window.ui = SwaggerUIBundle({
    url: "/api/openapi.json",
    dom_id: "#api",
    deepLinking: true,
    validatorUrl: null,
  });
};
