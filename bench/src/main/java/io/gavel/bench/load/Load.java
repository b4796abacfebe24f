package io.gavel.bench.load;

import io.netty.bootstrap.Bootstrap;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

/** Runs a plan. The client is bare Netty: the less it costs, the more of a small machine is left to what is measured. */
public final class Load {

    private Load() {}

    /** Blocks until the load is over. */
    public static Tally run(LoadPlan plan) {
        EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
                plan.lanes(), Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        try {
            Bootstrap bootstrap =
                    new Bootstrap().channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class);
            List<CompletableFuture<Tally>> lanes = new ArrayList<>();
            for (int i = 0; i < plan.lanes(); i++) {
                int share = plan.connections() / plan.lanes() + (i < plan.connections() % plan.lanes() ? 1 : 0);
                lanes.add(new Lane(plan, i, loops.next(), bootstrap).run(share));
            }
            Tally sum = lanes.get(0).get();
            for (CompletableFuture<Tally> lane : lanes.subList(1, lanes.size())) {
                sum.add(lane.get());
            }
            return sum;
        } catch (ExecutionException e) {
            throw new IllegalStateException("the load failed", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the load was interrupted", e);
        } finally {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }
}
