package dev.strongroom.samples.spring;

class InvoiceTest extends ShopStory {}
