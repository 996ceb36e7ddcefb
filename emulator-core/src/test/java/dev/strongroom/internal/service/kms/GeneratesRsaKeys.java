package dev.strongroom.internal.service.kms;

import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/** A suite or test that makes RSA keys, which takes too long for what runs it hundreds of times. */
@Tag("rsa")
@Inherited
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@interface GeneratesRsaKeys {}
