package dev.slipway.controlplane;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The service's entry point. */
@SpringBootApplication
public class ControlPlane {
  public static void main(String[] args) {
    SpringApplication.run(ControlPlane.class, args);
  }
}
