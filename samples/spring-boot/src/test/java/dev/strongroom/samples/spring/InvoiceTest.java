package dev.strongroom.samples.spring;

import dev.strongroom.junit.Secret;

@Secret(name = "partner-key", string = "of InvoiceTest")
class InvoiceTest extends ShopStory {}
