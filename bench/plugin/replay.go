package main

import (
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"io"
	"os"
	"sync"

	"github.com/hashicorp/go-plugin"
	"google.golang.org/grpc"
	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/status"
	"google.golang.org/protobuf/types/known/emptypb"
)

// The provider that does nothing. With REPLAY_OF, the program of another provider, it passes calls
// on to that one and adds what was answered to the file REPLAY_FROM; without, it answers the same
// requests from there. Terraform then does for both providers exactly the same, so that the
// difference of two plans is the other provider's own time.
type replay struct {
	answers  map[request][]byte
	provider *grpc.ClientConn
	lock     sync.Mutex
}

// A request is a method and a hash of the message, which is the same for the same state.
type request struct {
	Method string
	Hash   [sha256.Size]byte
}

func serve() error {
	file := os.Getenv("REPLAY_FROM")
	if file == "" {
		return fmt.Errorf("set REPLAY_FROM to the file of answers")
	}
	replay := &replay{answers: map[request][]byte{}}
	if err := replay.load(file); err != nil {
		return err
	}
	if of := os.Getenv("REPLAY_OF"); of != "" {
		client, connection, err := start(of)
		if err != nil {
			return err
		}
		// Saved first: whoever started this one does not wait long for its end.
		defer client.Kill()
		defer func() {
			if err := replay.save(file); err != nil {
				fmt.Fprintln(os.Stderr, "plugin:", err)
			}
		}()
		replay.provider = connection
	}
	plugin.Serve(&plugin.ServeConfig{
		HandshakeConfig:  handshake,
		VersionedPlugins: map[int]plugin.PluginSet{6: versions[6]},
		GRPCServer: func(options []grpc.ServerOption) *grpc.Server {
			return grpc.NewServer(append(options,
				grpc.MaxRecvMsgSize(largest), grpc.UnknownServiceHandler(replay.answer))...)
		},
	})
	return nil
}

func (r *replay) answer(_ any, stream grpc.ServerStream) error {
	method, _ := grpc.Method(stream.Context())
	message, answer := &emptypb.Empty{}, &emptypb.Empty{}
	if err := stream.RecvMsg(message); err != nil {
		return err
	}
	asked := request{method, sha256.Sum256(message.ProtoReflect().GetUnknown())}
	if r.provider == nil {
		known, ok := r.answers[asked]
		if !ok {
			return status.Errorf(codes.NotFound, "%s was not recorded with this request", method)
		}
		answer.ProtoReflect().SetUnknown(known)
		return stream.SendMsg(answer)
	}
	err := r.provider.Invoke(stream.Context(), method, message, answer, grpc.MaxCallRecvMsgSize(largest))
	if err != nil {
		return err
	}
	r.lock.Lock()
	r.answers[asked] = answer.ProtoReflect().GetUnknown()
	r.lock.Unlock()
	return stream.SendMsg(answer)
}

// load reads the answers recorded so far, of which there may be none.
func (r *replay) load(name string) error {
	file, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil
	}
	if err != nil {
		return err
	}
	defer file.Close()
	if err := gob.NewDecoder(file).Decode(&r.answers); err != nil && err != io.EOF {
		return fmt.Errorf("%s: %w", name, err)
	}
	return nil
}

func (r *replay) save(name string) error {
	file, err := os.Create(name)
	if err != nil {
		return err
	}
	if err := gob.NewEncoder(file).Encode(r.answers); err != nil {
		file.Close()
		return err
	}
	return file.Close()
}
