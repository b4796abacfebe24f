package io.gavel.gateway;

import io.gavel.message.BidReceivedDecoder;
import io.gavel.message.BuyerPutDecoder;
import io.gavel.message.CallArrivedDecoder;
import io.gavel.message.CallHungUpDecoder;
import io.gavel.message.CallMeasuredDecoder;
import io.gavel.message.CallReviewedDecoder;
import io.gavel.message.CallScreenedDecoder;
import io.gavel.message.CallTranscribedDecoder;
import io.gavel.message.CampaignPutDecoder;
import io.gavel.message.CarrierPutDecoder;
import io.gavel.message.CostsReportedDecoder;
import io.gavel.message.DeliveryAnsweredDecoder;
import io.gavel.message.DocumentPutDecoder;
import io.gavel.message.EntityDeletedDecoder;
import io.gavel.message.LegChangedDecoder;
import io.gavel.message.NumberPutDecoder;
import io.gavel.message.OrderPutDecoder;
import io.gavel.message.OutcomeReportedDecoder;
import io.gavel.message.PaymentRecordedDecoder;
import io.gavel.message.PayoutRecordedDecoder;
import io.gavel.message.PingReceivedDecoder;
import io.gavel.message.PoolPutDecoder;
import io.gavel.message.PostReceivedDecoder;
import io.gavel.message.ReturnDecidedDecoder;
import io.gavel.message.ReturnRequestedDecoder;
import io.gavel.message.ScoresAskedDecoder;
import io.gavel.message.SellerPutDecoder;
import io.gavel.message.SuppressionChangedDecoder;
import io.gavel.message.TimeAdvancedDecoder;
import io.gavel.message.VerticalPutDecoder;
import io.gavel.message.VisitOpenedDecoder;
import io.gavel.message.VisitTouchedDecoder;
import io.gavel.message.VoiceHeardDecoder;

/** The inputs' names, as the schema has them, for people. */
final class MessageNames {
    private MessageNames() {}

    static String of(int templateId) {
        return switch (templateId) {
            case TimeAdvancedDecoder.TEMPLATE_ID -> "TimeAdvanced";
            case PingReceivedDecoder.TEMPLATE_ID -> "PingReceived";
            case PostReceivedDecoder.TEMPLATE_ID -> "PostReceived";
            case BidReceivedDecoder.TEMPLATE_ID -> "BidReceived";
            case DeliveryAnsweredDecoder.TEMPLATE_ID -> "DeliveryAnswered";
            case ReturnRequestedDecoder.TEMPLATE_ID -> "ReturnRequested";
            case PaymentRecordedDecoder.TEMPLATE_ID -> "PaymentRecorded";
            case SuppressionChangedDecoder.TEMPLATE_ID -> "SuppressionChanged";
            case CallArrivedDecoder.TEMPLATE_ID -> "CallArrived";
            case CallScreenedDecoder.TEMPLATE_ID -> "CallScreened";
            case LegChangedDecoder.TEMPLATE_ID -> "LegChanged";
            case CallHungUpDecoder.TEMPLATE_ID -> "CallHungUp";
            case CallMeasuredDecoder.TEMPLATE_ID -> "CallMeasured";
            case CallReviewedDecoder.TEMPLATE_ID -> "CallReviewed";
            case VoiceHeardDecoder.TEMPLATE_ID -> "VoiceHeard";
            case CallTranscribedDecoder.TEMPLATE_ID -> "CallTranscribed";
            case VisitOpenedDecoder.TEMPLATE_ID -> "VisitOpened";
            case VisitTouchedDecoder.TEMPLATE_ID -> "VisitTouched";
            case PoolPutDecoder.TEMPLATE_ID -> "PoolPut";
            case OutcomeReportedDecoder.TEMPLATE_ID -> "OutcomeReported";
            case ScoresAskedDecoder.TEMPLATE_ID -> "ScoresAsked";
            case CarrierPutDecoder.TEMPLATE_ID -> "CarrierPut";
            case NumberPutDecoder.TEMPLATE_ID -> "NumberPut";
            case CostsReportedDecoder.TEMPLATE_ID -> "CostsReported";
            case PayoutRecordedDecoder.TEMPLATE_ID -> "PayoutRecorded";
            case ReturnDecidedDecoder.TEMPLATE_ID -> "ReturnDecided";
            case VerticalPutDecoder.TEMPLATE_ID -> "VerticalPut";
            case SellerPutDecoder.TEMPLATE_ID -> "SellerPut";
            case CampaignPutDecoder.TEMPLATE_ID -> "CampaignPut";
            case BuyerPutDecoder.TEMPLATE_ID -> "BuyerPut";
            case OrderPutDecoder.TEMPLATE_ID -> "OrderPut";
            case DocumentPutDecoder.TEMPLATE_ID -> "DocumentPut";
            case EntityDeletedDecoder.TEMPLATE_ID -> "EntityDeleted";
            default -> "unknown " + templateId;
        };
    }
}
