// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

import {ModelledOmnichainToken} from "./ModelledOmnichainToken.sol";

/// @title MODELLED desk on a foreign chain where assets of a registry on another chain are called.
/// @notice The payment travels home as one message and is divided there (ModelledRoyaltyRegistry.settle).
contract ModelledReuseDesk {
    ModelledOmnichainToken public immutable token;
    uint32 public immutable homeEid;
    address public immutable registry;

    /// @param guid of the message that carries the payment home.
    event ReuseRequested(bytes32 indexed guid, bytes32 indexed asset, address indexed caller, uint256 amount, uint32 homeEid);

    constructor(ModelledOmnichainToken token_, uint32 homeEid_, address registry_) {
        token = token_;
        homeEid = homeEid_;
        registry = registry_;
    }

    /// @notice Calls an asset from here. The native value pays for the message.
    function reuse(bytes32 asset, uint256 amount) external payable returns (bytes32 guid) {
        guid = token.sendFromWithMemo{value: msg.value}(msg.sender, homeEid, registry, amount, asset);
        emit ReuseRequested(guid, asset, msg.sender, amount, homeEid);
    }
}
