package io.gavel.gateway.call;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** SIPp processes (Debian: sip-tester) that play scenarios written here, with audio of one tone each. */
final class Sipp implements AutoCloseable {
    private static final String REPLY = """
            [last_Via:]
            [last_From:]
            [last_To:];tag=b[pid]x[call_number]
            [last_Call-ID:]
            [last_CSeq:]
            Contact: <sip:buyer@[local_ip]:[local_port]>
            """;
    private static final String SDP = """
            Content-Type: application/sdp
            Content-Length: [len]

            v=0
            o=x 1 1 IN IP4 [local_ip]
            s=-
            c=IN IP4 [local_ip]
            t=0 0
            m=audio [rtpstream_audio_port] RTP/AVP 0
            a=rtpmap:0 PCMU/8000
            """;

    private final Path folder;
    private String called = "18005550199";
    private final List<Process> processes = new ArrayList<>();

    Sipp(Path folder) {
        this.folder = folder;
    }

    /** What one side of a call does, step by step. */
    static final class Scenario {
        private final StringBuilder xml =
                new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\" ?>\n<scenario name=\"x\">\n");

        private Scenario send(String text) {
            xml.append("<send><![CDATA[\n").append(text).append("\n]]></send>\n");
            return this;
        }

        Scenario request(String method, String back) {
            String to = method.equals("INVITE") || method.equals("CANCEL") ? "" : "[peer_tag_param]";
            String sequence = method.equals("BYE") ? "2" : "1";
            // CANCEL, and the ACK of a refusal, have their INVITE's branch: SIPp counts messages back from here.
            String branch = !back.isEmpty() ? "[branch-" + back + "]" : "[branch]";
            return send(method + " sip:[service]@[remote_ip]:[remote_port] SIP/2.0\n"
                    + "Via: SIP/2.0/UDP [local_ip]:[local_port];branch=" + branch + "\n"
                    + "From: <sip:+13035550111@[local_ip]>;tag=c[pid]x[call_number]\n"
                    + "To: <sip:[service]@[remote_ip]>" + to + "\nCall-ID: [call_id]\nCSeq: " + sequence + " " + method
                    + "\nContact: <sip:caller@[local_ip]:[local_port]>\nMax-Forwards: 70\n"
                    + (method.equals("INVITE") ? SDP : "Content-Length: 0\n"));
        }

        Scenario respond(int status) {
            return send("SIP/2.0 " + status + " X\n" + REPLY + (status == 200 ? SDP : "Content-Length: 0\n"));
        }

        Scenario ok() {
            return send("SIP/2.0 200 OK\n[last_Via:]\n[last_From:]\n[last_To:]\n[last_Call-ID:]\n[last_CSeq:]\n"
                    + "Content-Length: 0\n");
        }

        Scenario bye() {
            return send("BYE [next_url] SIP/2.0\nVia: SIP/2.0/UDP [local_ip]:[local_port];branch=[branch]\n"
                    + "From: <sip:buyer@[local_ip]>;tag=b[pid]x[call_number]\n[$caller]\nCall-ID: [call_id]\n"
                    + "CSeq: 1 BYE\nMax-Forwards: 70\nContent-Length: 0\n");
        }

        Scenario receive(String method) {
            boolean invite = method.equals("INVITE");
            xml.append("<recv request=\"").append(method).append('"').append(invite ? " rrs=\"true\">" : ">");
            if (invite) {
                xml.append("<action><ereg regexp=\".*\" search_in=\"hdr\" header=\"From:\" assign_to=\"from\"/>")
                        .append("<assignstr assign_to=\"caller\" value=\"To:[$from]\"/></action>");
            }
            xml.append("</recv>\n").append(invite ? "<Reference variables=\"from,caller\"/>\n" : "");
            return this;
        }

        /** A provisional one may be missing. */
        Scenario status(int status) {
            xml.append("<recv response=\"").append(status).append('"');
            xml.append(status < 200 ? " optional=\"true\"/>\n" : " rrs=\"true\"/>\n");
            return this;
        }

        /** Waits for 180. */
        Scenario rings() {
            xml.append("<recv response=\"180\"/>\n");
            return this;
        }

        /** Hears CANCEL and obeys. */
        Scenario cancelled() {
            return receive("CANCEL")
                    .ok()
                    .send("SIP/2.0 487 X\n" + REPLY.replace("[last_CSeq:]", "CSeq: 1 INVITE") + "Content-Length: 0\n")
                    .receive("ACK");
        }

        /** Had picked up when CANCEL came: its 200 and our CANCEL cross. */
        Scenario answersAlthoughCancelled() {
            return receive("CANCEL")
                    .send("SIP/2.0 200 X\n" + REPLY.replace("[last_CSeq:]", "CSeq: 1 INVITE") + SDP)
                    .ok();
        }

        Scenario plays(Path tone) {
            xml.append("<nop><action><exec rtp_stream=\"").append(tone).append(",-1,0\"/></action></nop>\n");
            return this;
        }

        Scenario pause(int millis) {
            xml.append("<pause milliseconds=\"").append(millis).append("\"/>\n");
            return this;
        }

        private String end() {
            return xml + "</scenario>\n";
        }
    }

    /** A second of a tone as SIPp plays it: µ-law, without a header. */
    Path tone(String name, int hertz) {
        byte[] law = new byte[8_000];
        for (int i = 0; i < law.length; i++) {
            // A square wave: µ-law 0x90 and 0x10 are the same amount up and down.
            law[i] = (byte) (i * 2L * hertz / 8_000 % 2 == 0 ? 0x90 : 0x10);
        }
        return write(name, law);
    }

    /** Plays a callee at a free port of an address, for any number of calls. */
    int callee(String address, Scenario scenario) {
        int port = freePort(address);
        run(List.of("-i", address, "-p", Integer.toString(port), "-mi", address), scenario);
        return port;
    }

    /** A buyer who answers and waits for the caller to hang up; its port. */
    int answering() {
        return callee(
                "127.0.0.1",
                new Scenario()
                        .receive("INVITE")
                        .respond(180)
                        .respond(200)
                        .receive("ACK")
                        .receive("BYE")
                        .ok());
    }

    /** Plays somebody who calls a number ({@code +1…}), talks for a moment and hangs up; waits until that is over. */
    void call(int sipPort, String number) throws InterruptedException {
        number(number.substring(1));
        callers(
                sipPort,
                1,
                new Scenario()
                        .request("INVITE", "")
                        .status(100)
                        .status(180)
                        .status(200)
                        .request("ACK", "")
                        .pause(300)
                        .request("BYE", "")
                        .status(200));
    }

    /** Plays callers of the number, so many at 10 a second; waits until all have ended. */
    void callers(int sipPort, int calls, Scenario scenario) throws InterruptedException {
        Process process = start(sipPort, calls, scenario);
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new AssertionError(
                    "callers: " + (process.isAlive() ? "hang" : "exit " + process.exitValue()) + said());
        }
    }

    /** The number that callers call from now on. */
    void number(String digits) {
        called = digits;
    }

    Process start(int sipPort, int calls, Scenario scenario) {
        List<String> arguments = new ArrayList<>(List.of("-i", "127.0.0.1", "-mi", "127.0.0.1"));
        arguments.addAll(List.of("-p", Integer.toString(freePort("127.0.0.1")), "-s", called));
        arguments.addAll(List.of("-m", Integer.toString(calls), "-r", "10"));
        arguments.add("127.0.0.1:" + sipPort);
        return run(arguments, scenario);
    }

    private Process run(List<String> arguments, Scenario scenario) {
        int number = processes.size();
        Path file =
                write("scenario" + number + ".xml", scenario.end().getBytes(java.nio.charset.StandardCharsets.UTF_8));
        List<String> command = new ArrayList<>(List.of("sipp", "-sf", file.toString(), "-nostdin", "-trace_err"));
        command.addAll(List.of("-mp", Integer.toString(freePort("127.0.0.1") & ~1)));
        command.addAll(arguments);
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("sipp" + number + ".out").toFile())
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path write(String name, byte[] bytes) {
        try {
            return Files.write(folder.resolve(name), bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String said() {
        StringBuilder text = new StringBuilder();
        try (var files = Files.newDirectoryStream(folder, "*_errors.log")) {
            for (Path file : files) {
                text.append('\n').append(Files.readString(file));
            }
        } catch (IOException e) {
            text.append(e);
        }
        return text.toString();
    }

    private static int freePort(String address) {
        try (DatagramSocket socket = new DatagramSocket(0, InetAddress.getByName(address))) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        processes.forEach(Process::destroyForcibly);
        for (Process process : processes) {
            process.onExit().join();
        }
    }
}
