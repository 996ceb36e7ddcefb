package dev.strongroom.samples.spring;

class CheckoutTest extends ShopStory {}
