package io.gavel.gateway.market;

import com.code_intelligence.jazzer.api.FuzzedDataProvider;
import com.code_intelligence.jazzer.junit.FuzzTest;
import io.gavel.gateway.config.Node;
import io.gavel.gateway.config.NodeReader;
import io.gavel.gateway.config.NodeWriter;
import io.gavel.gateway.config.Problems;

/** Whatever anybody sends as a market document: an answer, never an exception; and what was read is written back the same. */
class DocumentFuzzTest {

    @FuzzTest(maxDuration = "3s")
    void aDocumentIsReadOrRefused(FuzzedDataProvider data) {
        String name = data.consumeBoolean() ? "market.json" : "market.yaml";
        byte[] text = data.consumeRemainingAsBytes();

        MarketCheck.problems(name, text);

        Problems problems = new Problems();
        Node read = MarketCheck.read(name, text, problems);
        if (problems.isEmpty()) {
            Node again = NodeReader.json(NodeWriter.json(read), problems);
            if (!problems.isEmpty() || !NodeWriter.json(again).equals(NodeWriter.json(read))) {
                throw new AssertionError("written and read: " + problems.list());
            }
        }
    }
}
