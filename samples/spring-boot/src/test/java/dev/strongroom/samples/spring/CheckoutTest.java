package dev.strongroom.samples.spring;

import dev.strongroom.junit.Secret;

@Secret(name = "partner-key", string = "of CheckoutTest")
class CheckoutTest extends ShopStory {}
