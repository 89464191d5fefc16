package io.hongyan.standalone;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;

/// Kafka's controller alone, on the data of a broker that was killed; it is ready when it has struck that off.
///
/// @param properties where its configuration is written
record KafkaDeregistration(KafkaSettings settings, Path properties, String configuration, List<String> command)
        implements Engine {

    KafkaDeregistration {
        command = List.copyOf(command);
    }

    @Override
    public EngineName name() {
        return EngineName.KAFKA;
    }

    @Override
    public void prepare() throws IOException {
        PrivateFile.write(properties, configuration);
    }

    @Override
    public Path executable() {
        return Site.JAVA;
    }

    @Override
    public int port() {
        return settings.controllerPort();
    }

    /// Strikes the broker off; repeatable.
    @Override
    public String probe() throws ExecutionException, InterruptedException {
        try (Admin controller = Admin.create(settings.controllerClient())) {
            controller.unregisterBroker(KafkaSettings.NODE).all().get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof BrokerIdNotRegisteredException)) {
                throw e;
            }
        }
        return "";
    }
}
