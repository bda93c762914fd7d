package dev.sublet.collector.watch;

import dev.sublet.collector.kubelet.KubeletClient;
import dev.sublet.collector.kubelet.SummarySource;
import dev.sublet.collector.kubelet.TokenFile;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.internal.SSLUtils;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Builds the way to the kubelets from the settings and from the credentials of the API client. */
public final class KubeletAccess {
    private static final Logger LOG = LoggerFactory.getLogger(KubeletAccess.class);

    private KubeletAccess() {}

    /**
     * Nothing is sent yet.
     *
     * @throws ClusterException when the CA file or the client's certificate cannot be used
     */
    public static SummarySource of(KubernetesClient client, KubeletSettings settings) {
        if (settings.access() == KubeletSettings.Access.API_PROXY) {
            LOG.warn("Kubelets are asked through the API server (collector.kubelet.access=api-proxy). This needs"
                    + " nodes/proxy, and whoever holds it can run commands in every pod of the cluster; prefer direct");
            return new ApiProxySource(client, settings.bodyBytesMax());
        }
        if (settings.insecure()) {
            LOG.warn("Kubelets' certificates are not verified (collector.kubelet.insecure=true); this collector's token"
                    + " goes to whoever answers at a node's address. Set collector.kubelet.caFile instead");
        }
        Path tokenFile = settings.tokenFile();
        Supplier<@Nullable String> token = tokenFile == null ? HostClient.token(client) : new TokenFile(tokenFile);
        return new KubeletClient(
                settings.scheme(),
                settings.scheme().equals("https") ? tls(client.getConfiguration(), settings) : null,
                token,
                settings.requestTimeout(),
                settings.bodyBytesMax());
    }

    private static SSLContext tls(Config config, KubeletSettings settings) {
        try {
            TrustManager[] trusted;
            if (settings.insecure()) {
                trusted = new TrustManager[] {new AnyCertificate()};
            } else {
                Config trust = new ConfigBuilder(config).withTrustCerts(false).build();
                Path caFile = settings.caFile();
                if (caFile != null) {
                    HostClient.read(caFile, "collector.kubelet.caFile");
                    trust.setCaCertData(null);
                    trust.setCaCertFile(caFile.toString());
                }
                trusted = SSLUtils.trustManagers(trust);
            }
            return SSLUtils.sslContext(SSLUtils.keyManagers(config), trusted);
        } catch (GeneralSecurityException | IOException e) {
            throw new ClusterException(
                    "certificates for the kubelets cannot be used: " + KindWatch.line(e)
                            + "; check collector.kubelet.caFile and the kubeconfig",
                    e);
        }
    }

    /** An extended trust manager also switches the comparison of host names off, which a plain one would not. */
    private static final class AnyCertificate extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String authType) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
