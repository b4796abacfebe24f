/* Swagger UI over our own document; a key that is typed in stays in this page. */
addEventListener('DOMContentLoaded', () => {
  'use strict';
  SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#docs',
    deepLinking: false, // with it there are links within buttons, which nobody can reach by keys
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    validatorUrl: null,
    queryConfigEnabled: false,
    persistAuthorization: false
  });
});
