package io.gavel.gateway.console;

import java.util.List;

/** How a ping and its post are sent, in the languages that sellers write; {@code ADDRESS} is the page's own, put in by its script. */
final class Snippets {
    private static final String CURL = """
            curl -s ADDRESS/v1/pings -H 'X-Api-Key: YOUR_KEY' -H 'Content-Type: application/json' \\
              -d 'PING'

            # then, with the ping_id of the answer
            curl -s ADDRESS/v1/posts -H 'X-Api-Key: YOUR_KEY' -H 'Content-Type: application/json' \\
              -d '{"ping_id":"PING_ID","fields":FIELDS}'
            """;

    private static final String JAVASCRIPT = """
            // Node 18 or later, on your server: never show the key to a browser
            async function gavel(path, body) {
              const answer = await fetch('ADDRESS' + path, {
                method: 'POST',
                headers: { 'X-Api-Key': 'YOUR_KEY', 'Content-Type': 'application/json' },
                body: JSON.stringify(body)
              });
              return answer.json();
            }

            (async () => {
              const ping = await gavel('/v1/pings', PING);
              if (ping.status === 'accepted') {
                const post = await gavel('/v1/posts', { ping_id: ping.ping_id, fields: FIELDS });
                console.log(post.status, post.price || post.reason);
              } else {
                console.log(ping.status, ping.reason);
              }
            })();
            """;

    private static final String PHP = """
            <?php
            function gavel(string $path, string $json): array {
                $curl = curl_init('ADDRESS' . $path);
                curl_setopt_array($curl, [
                    CURLOPT_POSTFIELDS => $json,
                    CURLOPT_HTTPHEADER => ['X-Api-Key: YOUR_KEY', 'Content-Type: application/json'],
                    CURLOPT_RETURNTRANSFER => true,
                    CURLOPT_TIMEOUT => 30,
                ]);
                return json_decode(curl_exec($curl), true);
            }

            $ping = gavel('/v1/pings', 'PING');
            if ($ping['status'] === 'accepted') {
                $post = gavel('/v1/posts', '{"ping_id":"' . $ping['ping_id'] . '","fields":FIELDS}');
                echo $post['status'], ' ', $post['price'] ?? $post['reason'] ?? '', "\\n";
            } else {
                echo $ping['status'], ' ', $ping['reason'], "\\n";
            }
            """;

    private static final String PYTHON = """
            import json, urllib.request

            def gavel(path, body):
                request = urllib.request.Request('ADDRESS' + path, json.dumps(body).encode(),
                    {'X-Api-Key': 'YOUR_KEY', 'Content-Type': 'application/json'})
                with urllib.request.urlopen(request, timeout=30) as answer:
                    return json.load(answer)

            ping = gavel('/v1/pings', json.loads('PING'))
            if ping['status'] == 'accepted':
                post = gavel('/v1/posts', {'ping_id': ping['ping_id'], 'fields': json.loads('FIELDS')})
                print(post['status'], post.get('price', post.get('reason')))
            else:
                print(ping['status'], ping['reason'])
            """;

    private static final String JAVA = """
            // Java 17 or later: java Lead.java
            import java.net.URI;
            import java.net.http.*;

            class Lead {
                static String gavel(String path, String json) throws Exception {
                    HttpRequest request = HttpRequest.newBuilder(URI.create("ADDRESS" + path))
                            .header("X-Api-Key", "YOUR_KEY")
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json))
                            .build();
                    return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString()).body();
                }

                public static void main(String[] arguments) throws Exception {
                    String ping = gavel("/v1/pings", QUOTED_PING);
                    System.out.println(ping);
                    if (ping.contains("\\"status\\":\\"accepted\\"")) {
                        String id = ping.replaceAll(".*\\"ping_id\\":\\"([^\\"]+)\\".*", "$1");
                        System.out.println(gavel("/v1/posts", "{\\"ping_id\\":\\"" + id + "\\",\\"fields\\":" + QUOTED_FIELDS + "}"));
                    }
                }
            }
            """;

    private Snippets() {}

    /** One a language; {@code ping} and {@code fields} are JSON of our own making, without quotes or backslashes in texts. */
    static List<Block> of(String ping, String fields) {
        return List.of(
                new Block.Code("With curl", text(CURL, ping, fields)),
                new Block.Folded("With JavaScript", text(JAVASCRIPT, ping, fields)),
                new Block.Folded("With PHP", text(PHP, ping, fields)),
                new Block.Folded("With Python", text(PYTHON, ping, fields)),
                new Block.Folded("With Java", text(JAVA, ping, fields)));
    }

    private static String text(String template, String ping, String fields) {
        return template.replace("QUOTED_PING", Json.text(ping))
                .replace("QUOTED_FIELDS", Json.text(fields))
                .replace("'PING'", "'" + ping + "'")
                .replace("PING)", ping + ")")
                .replace("FIELDS", fields)
                .stripTrailing();
    }
}
