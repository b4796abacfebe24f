package io.gavel.gateway.client;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.Future;
import java.net.InetSocketAddress;
import java.util.List;

/** Finds the addresses of a name without blocking; the ports of what comes back mean nothing. */
interface Names {
    Future<List<InetSocketAddress>> addresses(EventLoop loop, String name);
}
