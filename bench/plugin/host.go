package main

import (
	"context"
	"fmt"
	"io"
	"os/exec"
	"time"

	"github.com/hashicorp/go-hclog"
	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/emptypb"
)

// Larger than any schema or state.
const largest = 256 << 20

var handshake = plugin.HandshakeConfig{
	MagicCookieKey:   "TF_PLUGIN_MAGIC_COOKIE",
	MagicCookieValue: "d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
}

// Both versions of the protocol are offered, as Terraform does.
var versions = map[int]plugin.PluginSet{
	5: {"provider": &connecting{}},
	6: {"provider": &connecting{}},
}

// connecting gives the bare connection to a provider.
type connecting struct{ plugin.NetRPCUnsupportedPlugin }

func (*connecting) GRPCClient(_ context.Context, _ *plugin.GRPCBroker, c *grpc.ClientConn) (any, error) {
	return c, nil
}

func (*connecting) GRPCServer(*plugin.GRPCBroker, *grpc.Server) error { return nil }

// start starts a provider as Terraform does, mutual TLS included.
func start(program string) (*plugin.Client, *grpc.ClientConn, error) {
	client := plugin.NewClient(&plugin.ClientConfig{
		Cmd:              exec.Command(program),
		HandshakeConfig:  handshake,
		VersionedPlugins: versions,
		AllowedProtocols: []plugin.Protocol{plugin.ProtocolGRPC},
		AutoMTLS:         true,
		Managed:          true,
		Logger:           hclog.New(&hclog.LoggerOptions{Output: io.Discard}),
		Stderr:           io.Discard,
	})
	protocol, err := client.Client()
	if err != nil {
		client.Kill()
		return nil, nil, err
	}
	connection, err := protocol.Dispense("provider")
	if err != nil {
		client.Kill()
		return nil, nil, err
	}
	return client, connection.(*grpc.ClientConn), nil
}

func timeSchema(program string) error {
	from := time.Now()
	client, connection, err := start(program)
	if err != nil {
		return err
	}
	defer client.Kill()
	method := "/tfplugin6.Provider/GetProviderSchema"
	if client.NegotiatedVersion() == 5 {
		method = "/tfplugin5.Provider/GetSchema"
	}
	// Every field of the answer is unknown to an empty message, and kept.
	schema := &emptypb.Empty{}
	err = connection.Invoke(context.Background(), method, &emptypb.Empty{}, schema,
		grpc.MaxCallRecvMsgSize(largest))
	took := time.Since(from)
	if err != nil {
		return err
	}
	if len(schema.ProtoReflect().GetUnknown()) == 0 {
		return fmt.Errorf("%s has no schema", program)
	}
	fmt.Printf("%.1f\n", float64(took.Microseconds())/1000)
	return nil
}
