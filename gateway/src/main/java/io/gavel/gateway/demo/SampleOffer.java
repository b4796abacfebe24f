package io.gavel.gateway.demo;

import java.util.List;

/** A lead campaign and the keys of who may sell to it. */
public record SampleOffer(String campaign, List<SampleField> fields, List<String> sellerKeys) {}
