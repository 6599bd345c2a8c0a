// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ERC20} from "@openzeppelin/contracts/token/ERC20/ERC20.sol";

struct Origin { uint32 srcEid; bytes32 sender; uint64 nonce; }

struct MessagingParams { uint32 dstEid; bytes32 receiver; bytes message; bytes options; bool payInLzToken; }

struct MessagingFee { uint256 nativeFee; uint256 lzTokenFee; }

struct MessagingReceipt { bytes32 guid; uint64 nonce; MessagingFee fee; }

interface IEndpoint {
    function send(MessagingParams calldata params, address refund) external payable returns (MessagingReceipt memory);
}

/// @title MODELLED token of a royalty market that exists on several chains; no token of any project.
/// @notice Burns on the chain that sends and mints on the one that receives, over a LayerZero endpoint, and emits the
/// events of LayerZero's OFT standard in their 5-argument form. Unlike that standard it carries a memo with each amount.
contract ModelledOmnichainToken is ERC20 {
    IEndpoint public immutable endpoint;
    address public immutable owner;
    mapping(uint32 => bytes32) public peers;

    struct Arrival { address to; address from; uint256 amount; bytes32 memo; uint32 srcEid; }

    /// @notice What a message brought, by its guid.
    mapping(bytes32 => Arrival) public arrivals;

    error NotAllowed(address caller);
    error NoPeer(uint32 eid);

    event OFTSent(
        bytes32 indexed guid, uint32 dstEid, address indexed fromAddress, uint256 amountSentLD, uint256 amountReceivedLD
    );
    event OFTReceived(bytes32 indexed guid, uint32 srcEid, address indexed toAddress, uint256 amountReceivedLD);

    constructor(string memory name_, string memory symbol_, IEndpoint endpoint_, uint256 supply, address owner_)
        ERC20(name_, symbol_)
    {
        endpoint = endpoint_;
        owner = owner_;
        _mint(owner_, supply);
    }

    function setPeer(uint32 eid, bytes32 peer) external {
        if (msg.sender != owner) revert NotAllowed(msg.sender);
        peers[eid] = peer;
    }

    /// @notice Sends `amount` of the caller's tokens to `to` on another chain.
    function sendWithMemo(uint32 dstEid, address to, uint256 amount, bytes32 memo) external payable returns (bytes32 guid) {
        return _send(msg.sender, msg.sender, dstEid, to, amount, memo);
    }

    /// @notice The same with tokens of `payer`, who has approved the caller.
    function sendFromWithMemo(address payer, uint32 dstEid, address to, uint256 amount, bytes32 memo)
        external
        payable
        returns (bytes32 guid)
    {
        _spendAllowance(payer, msg.sender, amount);
        return _send(payer, msg.sender, dstEid, to, amount, memo);
    }

    function _send(address payer, address refund, uint32 dstEid, address to, uint256 amount, bytes32 memo)
        private
        returns (bytes32 guid)
    {
        if (peers[dstEid] == bytes32(0)) revert NoPeer(dstEid);
        _burn(payer, amount);
        bytes memory message = abi.encode(to, payer, amount, memo);
        MessagingReceipt memory receipt =
            endpoint.send{value: msg.value}(MessagingParams(dstEid, peers[dstEid], message, "", false), refund);
        emit OFTSent(receipt.guid, dstEid, payer, amount, amount);
        return receipt.guid;
    }

    function allowInitializePath(Origin calldata origin) external view returns (bool) {
        return peers[origin.srcEid] == origin.sender;
    }

    function nextNonce(uint32, bytes32) external pure returns (uint64) {
        return 0;
    }

    function lzReceive(Origin calldata origin, bytes32 guid, bytes calldata message, address, bytes calldata) external payable {
        if (msg.sender != address(endpoint)) revert NotAllowed(msg.sender);
        if (peers[origin.srcEid] != origin.sender) revert NoPeer(origin.srcEid);
        (address to, address from, uint256 amount, bytes32 memo) = abi.decode(message, (address, address, uint256, bytes32));
        arrivals[guid] = Arrival(to, from, amount, memo, origin.srcEid);
        _mint(to, amount);
        emit OFTReceived(guid, origin.srcEid, to, amount);
    }
}
