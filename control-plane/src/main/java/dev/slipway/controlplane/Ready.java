package dev.slipway.controlplane;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.stereotype.Component;

/** Says that the control plane is up, and where. */
@Component
final class Ready implements ApplicationListener<ApplicationReadyEvent> {
  private static final Logger LOG = LoggerFactory.getLogger(Ready.class);

  @Override
  public void onApplicationEvent(ApplicationReadyEvent event) {
    var environment = event.getApplicationContext().getEnvironment();
    var message = LOG.atInfo();
    for (var setting :
        new Setting[] {
          Setting.GRPC_ADDRESS, Setting.HTTP_ADDRESS, Setting.GATEWAY_ADDRESS, Setting.HOME
        }) {
      message =
          message.addKeyValue(
              setting.variable(), environment.getRequiredProperty(setting.property()));
    }
    if (event.getTimeTaken() != null) {
      message = message.addKeyValue("milliseconds", event.getTimeTaken().toMillis());
    }
    message.log("the control plane is ready");
  }
}
