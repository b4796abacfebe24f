/* Swagger UI over our own document; a key that is typed in stays in this page. */
addEventListener('DOMContentLoaded', () => {
  'use strict';
  SwaggerUIBundle({
    url: '/openapi.json',
    dom_id: '#docs',
    deepLinking: true,
    docExpansion: 'list',
    defaultModelsExpandDepth: 0,
    displayRequestDuration: true,
    validatorUrl: null,
    queryConfigEnabled: false,
    persistAuthorization: false
  });
});
