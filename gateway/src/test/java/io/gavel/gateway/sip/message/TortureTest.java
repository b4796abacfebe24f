package io.gavel.gateway.sip.message;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;

import java.util.List;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;

/** Messages after the text of RFC 4475, section by section, in our own words. */
@NullUnmarked // what is missing fails the test
class TortureTest {
    private static final String TAIL = """
            Via: SIP/2.0/UDP 192.0.2.5;branch=z9hG4bKkdjuw
            Max-Forwards: 70
            From: <sip:caller@example.net>;tag=74
            To: <sip:callee@example.com>
            Call-ID: one.0ha0isndaksdj@192.0.2.1
            CSeq: 8 %s
            """;

    @Test
    void aShortTortuousInviteIsUnderstood() {
        SipMessage invite = Wire.valid("""
                INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0
                TO :
                 sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n
                from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>
                  ;
                  tag = 98asjd8
                MaX-fOrWaRdS: 0068
                Call-ID: wsinv.ndaksdj@192.0.2.1
                Content-Length   : 5
                cseq: 0009
                  INVITE
                Via  : SIP  /   2.0
                 /UDP
                    192.0.2.2;branch=390skdjuw
                s :
                NewFangledHeader:   newfangled value
                 continued newfangled value
                UnknownHeaderWithUnusualValue: ;;,,;;,;
                Content-Type: application/sdp
                Route:
                 <sip:services.example.com;lr;unknownwith=value;unknown-no-value>
                v:  SIP  / 2.0  / TCP     spindle.example.com   ;
                  branch  =   z9hG4bK9ikj8  ,
                 SIP  /    2.0   / UDP  192.168.255.111   ; branch=
                 z9hG4bK30239
                m:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =
                      newvalue ;
                  secondparam ; q = 0.33

                v=0
                """);
        assertEquals("1918181833n", invite.toTag());
        assertEquals("J Rosenberg \\\"", invite.from().display());
        assertEquals("98asjd8", invite.fromTag());
        assertEquals(68, invite.maxForwards());
        assertEquals(9, invite.cseq());
        assertEquals("INVITE", invite.cseqMethod());
        assertEquals("390skdjuw", invite.topVia().branch());
        assertEquals(3, invite.elements("Via").size());
        assertEquals("z9hG4bK30239", Via.parse(invite.elements("via").get(2)).branch());
        assertEquals("newfangled value continued newfangled value", invite.header("NEWFANGLEDHEADER"));
        assertEquals("", invite.header("Subject"));
        assertEquals("Quoted string \"\"", invite.contact().display());
        assertEquals("newvalue", invite.contact().parameters().get("newparam"));
        assertEquals("0.33", invite.contact().parameters().get("q"));
        assertEquals(5, invite.bodyLength());
    }

    @Test
    void aWideRangeOfCharactersIsValid() {
        SipMessage request = Wire.valid("""
                !interesting-Method0123456789_*+`.%indeed'~ sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com SIP/2.0
                Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~
                To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007F" <sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*@example.com>
                From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%="\u0440\u0430\u0431\u043e\u0442\u0430\u044e\u0449\u0438\u0439";tag=_token~1'+`*%!-.
                Call-ID: intmeth.word%ZK-!.*_+'@word`~)(><:\\/"][?}{
                CSeq: 139122385 !interesting-Method0123456789_*+`.%indeed'~
                Max-Forwards: 255
                extensionHeader-!.%*+_`'~:\uFEFF\u5927\u505C\u96FB
                Content-Length: 0

                """);
        assertEquals(255, request.maxForwards());
        assertEquals("z9hG4bK-.!%66*_+`'~", request.topVia().branch());
        assertEquals("_token~1'+`*%!-.", request.fromTag());
        assertEquals("BEL:\u0007 NUL:\u0000 DEL:\u007F", request.to().display());
        assertEquals("\uFEFF\u5927\u505C\u96FB", request.header("extensionHeader-!.%*+_`'~"));
    }

    @Test
    void escapesAreOneWithTheirCharacters() {
        SipMessage invite = Wire.valid(
                "INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0\n" + TAIL.formatted("INVITE") + "\n");
        SipUri uri = SipUri.parse(invite.requestUri());
        assertEquals("sips:user@example.com", uri.plainUser());
        assertEquals("example.net", uri.host());
        assertEquals(
                "null-\u0000-null",
                SipUri.parse("sip:null-%00-null@example.com").plainUser());
    }

    @Test
    void aPercentThatEscapesNothingIsItself() {
        SipMessage request = Wire.valid("RE%47IST%45R sip:registrar.example.com SIP/2.0\n"
                + TAIL.formatted("RE%47IST%45R") + "C%6Fntact: <sip:alias1@host1.example.com>\n\n");
        assertEquals("RE%47IST%45R", request.method());
        assertEquals(null, request.contact());
    }

    @Test
    void noSpaceIsNeededBetweenDisplayNameAndBracket() {
        NameAddress address = NameAddress.parse("caller<sip:caller@example.com>;tag=323");
        assertEquals("caller", address.display());
        assertEquals("323", address.tag());
    }

    @Test
    void longValuesAreRead() {
        String longName = "I have a user name of extreme proportion".repeat(4);
        StringBuilder text = new StringBuilder("INVITE sip:user@example.com SIP/2.0\n");
        for (int hop = 0; hop < 34; hop++) {
            text.append("v: SIP/2.0/TCP sip").append(hop).append(".example.com\n");
        }
        text.append("To: \"" + longName + "\"<sip:user@example.com:6000;unknownparam1=very" + "long".repeat(20)
                        + "value>\n")
                .append("F: sip:amazinglylongcallername" + "long".repeat(30) + "@example.net;tag=12982"
                        + "424".repeat(60) + "\nCall-ID: longreq.one" + "really".repeat(20)
                        + "longcallid\nCSeq: 3882340 INVITE\n\n");
        SipMessage invite = Wire.valid(text.toString());
        assertEquals(34, invite.elements("Via").size());
        assertEquals(longName, invite.to().display());
    }

    @Test
    void octetsBehindTheBodyAreLeftOut() {
        SipMessage register = Wire.valid("REGISTER sip:example.com SIP/2.0\n" + TAIL.formatted("REGISTER")
                + "Content-Length: 0\n\nINVITE sip:joe@example.com SIP/2.0\nt: sip:joe@example.com\n\n");
        assertEquals("REGISTER", register.method());
        assertEquals(0, register.bodyLength());
    }

    @Test
    void semicolonsInTheUserPartAreTheUsers() {
        SipUri uri = SipUri.parse("sip:user;par=u%40example.net@example.com");
        assertEquals("user;par=u%40example.net", uri.user());
        assertEquals("user", uri.plainUser());
        assertEquals("u%40example.net", uri.userParameter("par"));
        assertEquals("example.com", uri.host());
        assertEquals(null, uri.parameters().get("par"));
    }

    @Test
    void unknownTransportsAreRead() {
        SipMessage options = Wire.valid("OPTIONS sip:user@example.com SIP/2.0\n" + TAIL.formatted("OPTIONS") + """
                Via: SIP/2.0/SCTP s1.example.com;branch=z9hG4bKklasjdhf
                Via: SIP/2.0/UNKNOWN t5.example.com;branch=z9hG4bK2980unklj

                """);
        assertEquals(
                List.of("UDP", "SCTP", "UNKNOWN"),
                options.elements("Via").stream()
                        .map(via -> Via.parse(via).transport())
                        .toList());
    }

    @Test
    void unusualAndEmptyReasonPhrasesAreRead() {
        SipMessage unusual = Wire.valid(
                "SIP/2.0 200 = 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e\n" + TAIL.formatted("INVITE") + "\n");
        assertEquals("= 2**3 * 5**2 \u043d\u043e \u0441\u0442\u043e", unusual.reason());
        assertEquals(
                "",
                Wire.valid("SIP/2.0 100 \n" + TAIL.formatted("INVITE") + "\n").reason());
    }

    @Test
    void invalidRequestsAreRefusedWith400() {
        String request = "INVITE sip:user@example.com SIP/2.0\n";
        List<String> broken = List.of(
                // overlarge and negative lengths
                request + TAIL.formatted("INVITE") + "Content-Length: 9999\n\nv=0\n",
                request + TAIL.formatted("INVITE") + "Content-Length: -999\n\nv=0\n",
                // scalars that are too large
                "REGISTER sip:example.com SIP/2.0\n"
                        + TAIL.formatted("REGISTER").replace("CSeq: 8", "CSeq: 36893488147419103232") + "\n",
                request + TAIL.formatted("INVITE").replace("wards: 70", "wards: 300") + "\n",
                // an unterminated quoted string
                request + TAIL.formatted("INVITE").replace("To: <", "To: \"Mr. J. User <") + "\n",
                // brackets, spaces, headers in the Request-URI
                "INVITE <sip:user@example.com> SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                "INVITE sip:user@example.com; lr SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                "INVITE sip:user@example.com?Route=%3Csip:example.com%3E SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                // spaces in the request line
                "INVITE  sip:user@example.com  SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                "INVITE sip:user@example.com SIP/2.0  \n" + TAIL.formatted("INVITE") + "\n",
                // spaces in an address
                request
                        + TAIL.formatted("INVITE")
                                .replace("<sip:callee@example.com>", "\"Watson\" < sip:t.watson@example.org >")
                        + "\n",
                // another method in CSeq, known and unknown
                "OPTIONS sip:user@example.com SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                "NEWMETHOD sip:user@example.com SIP/2.0\n" + TAIL.formatted("INVITE") + "\n",
                // missing, repeated
                "INVITE sip:user@example.com SIP/2.0\nCSeq: 193942 INVITE\nVia: SIP/2.0/UDP 192.0.2.95;branch=z9hG4bKkdj\nContent-Length: 0\n\n",
                request + TAIL.formatted("INVITE") + "From: <sip:other@example.com>;tag=2\n\n",
                request + TAIL.formatted("INVITE") + "Content-Length: 0\nl: 0\n\n",
                // extraneous separators
                request + TAIL.formatted("INVITE").replace("kdjuw", "kdjuw;;,;,,") + "\n");
        for (String text : broken) {
            assertEquals(400, Wire.verdict(text), text);
        }
    }

    @Test
    void separatorsTooManyInAContactAreNoContact() {
        assertEquals(null, NameAddress.parse("\"Joe\" <sip:joe@example.org>;;;;,"));
        assertEquals(null, NameAddress.parse("sip:user@example.com?Route=%3Csip:sip.example.com%3E"));
        assertNotNull(NameAddress.parse("Bell, Alexander <sip:a.g.bell@example.com>;tag=43"));
    }

    @Test
    void unusableResponsesAreDropped() {
        assertEquals(
                -1,
                Wire.verdict("SIP/2.0 4294967301 better not break the receiver\n" + TAIL.formatted("INVITE") + "\n"));
        assertEquals(
                400,
                Wire.verdict("SIP/2.0 503 Service Unavailable\n"
                        + TAIL.formatted("INVITE").replace("CSeq: 8", "CSeq: 9292394834772304023312") + "\n"));
    }

    @Test
    void anotherVersionIsRefusedWith505() {
        assertEquals(
                505, Wire.verdict("OPTIONS sip:t.watson@example.org SIP/7.0\n" + TAIL.formatted("OPTIONS") + "\n"));
    }

    @Test
    void aBranchThatIsOnlyTheCookieNamesNoTransaction() {
        SipMessage options = Wire.valid("OPTIONS sip:user@example.com SIP/2.0\n"
                + TAIL.formatted("OPTIONS").replace("z9hG4bKkdjuw", "z9hG4bK") + "\n");
        assertEquals(false, options.topVia().hasUniqueBranch());
    }

    @Test
    void unknownSchemesAreReadSoThat416CanBeSaid() {
        SipMessage options = Wire.valid(
                "OPTIONS nobodyKnowsThisScheme:totallyopaquecontent SIP/2.0\n" + TAIL.formatted("OPTIONS") + "\n");
        assertEquals("nobodyknowsthisscheme", SipUri.schemeOf(options.requestUri()));
        assertEquals("soap.beep", SipUri.schemeOf("soap.beep://192.0.2.103:3002"));
        assertEquals(
                0,
                Wire.verdict("REGISTER sip:example.com SIP/2.0\n"
                        + TAIL.formatted("REGISTER").replace("<sip:callee@example.com>", "isbn:2983792873") + "\n"));
    }

    @Test
    void maxForwardsZeroIsRead() {
        assertEquals(
                0,
                Wire.valid("OPTIONS sip:user@example.com SIP/2.0\n"
                                + TAIL.formatted("OPTIONS").replace("wards: 70", "wards: 0") + "\n")
                        .maxForwards());
    }

    @Test
    void anInviteOfRfc2543IsRead() {
        SipMessage invite = Wire.valid("""
                INVITE sip:UserB@example.com SIP/2.0
                Via: SIP/2.0/UDP iftgw.example.com
                From: <sip:+13035551111@ift.client.example.net;user=phone>
                Record-Route: <sip:UserB@example.com;maddr=ss1.example.com>
                To: sip:+16505552222@ss1.example.net;user=phone
                Call-ID: inv2543.1717@ift.client.example.com
                CSeq: 56 INVITE
                Content-Type: application/sdp

                v=0
                """);
        assertEquals("", invite.fromTag());
        assertEquals(5, invite.bodyLength());
    }

    @Test
    void ipv6ReferencesAreHosts() {
        Via via = Via.parse("SIP/2.0/UDP [2001:db8::9:1]:6050;received=[2001:db8::9:255];branch=z9hG4bKas3-111");
        assertEquals("[2001:db8::9:1]", via.host());
        assertEquals(6050, via.port());
        assertEquals("[2001:db8::9:255]", via.parameters().get("received"));
        assertEquals(
                "2001:db8::9:255",
                Via.parse("SIP/2.0/UDP [2001:DB8::1];received=2001:db8::9:255")
                        .parameters()
                        .get("received"));
        assertEquals(null, SipUri.parse("sip:2001:db8::10"));
        assertEquals(5070, SipUri.parse("sip:[2001:db8::10]:5070").port());
        assertEquals(
                "[2001:db8::10:5070]", SipUri.parse("sip:[2001:db8::10:5070]").host());
    }
}
