/**
 * Carriers that ask by HTTP what to do with a call (Twilio, Telnyx Call Control, jambonz): their signatures are checked, and they
 * are told to send the call to this gateway by SIP, so that every call takes the one way.
 *
 * <pre>
 *   carrier --POST, signed--&gt; CarrierHooks --&gt; Twilio, Telnyx, Jambonz (pure: signature, answer)
 *                                  Switchboard --&gt; Reservations --ping--&gt; line
 *           &lt;--"dial sip:PING_ID@us"-- &lt;---------- award ------------------
 *           --INVITE sip:PING_ID@us--&gt; the calls' edge, which redeems the award
 * </pre>
 *
 * <p>On the event loop of the request; nothing here knows SIP.
 */
@NullMarked
package io.gavel.gateway.call.webhook;

import org.jspecify.annotations.NullMarked;
