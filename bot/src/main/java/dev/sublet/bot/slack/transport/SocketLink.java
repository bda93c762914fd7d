package dev.sublet.bot.slack.transport;

import com.slack.api.bolt.App;
import com.slack.api.bolt.socket_mode.SocketModeApp;
import com.slack.api.socket_mode.SocketModeClient;
import dev.sublet.bot.slack.Secret;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Requests through a connection that the bot opens itself, where Slack cannot reach it. Thread-safe. */
public final class SocketLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SocketLink.class);

    private final SocketModeApp link;

    private SocketLink(SocketModeApp link) {
        this.link = link;
    }

    /**
     * Connects, and connects anew whenever Slack ends the connection, which it does regularly.
     *
     * @throws SlackException when it cannot
     */
    public static SocketLink open(SlackWeb web, Secret appToken, App app) {
        try {
            SocketModeClient client = web.slack().socketMode(appToken.text(), SocketModeClient.Backend.JavaWebSocket);
            SocketModeApp link = new SocketModeApp(client, app);
            link.startAsync();
            LOG.info("event=slack_socket_open");
            return new SocketLink(link);
        } catch (IOException e) {
            throw new SlackException("apps.connections.open", e);
        } catch (Exception e) {
            // Bolt declares nothing narrower.
            throw new SlackException("socket mode", e);
        }
    }

    @Override
    public void close() {
        try {
            link.close();
        } catch (Exception e) {
            LOG.warn("event=slack_socket_close_failed reason=\"{}\"", e.toString());
        }
    }
}
