// SPDX-License-Identifier: MIT
pragma solidity ^0.8.20;

/// @title MODELLED stand-in that emits whatever logs it is told.
/// @notice For systems whose contracts ship in no package: their published event signatures are emitted with chosen values,
/// so that manifest and mapping can be checked. It has none of their logic.
contract ModelledLogs {
    struct Entry { ModelledLogs at; bytes32[] topics; bytes data; }

    error BadTopics(uint256 count);

    /// @notice Emits entries at several stand-ins, in order, in one transaction.
    function play(Entry[] calldata entries) external {
        for (uint256 index = 0; index < entries.length; index++) {
            entries[index].at.emitLog(entries[index].topics, entries[index].data);
        }
    }

    function emitLog(bytes32[] calldata topics, bytes memory data) external {
        uint256 count = topics.length;
        bytes32[4] memory topic;
        if (count == 0 || count > 4) revert BadTopics(count);
        for (uint256 index = 0; index < count; index++) {
            topic[index] = topics[index];
        }

        assembly {
            let start := add(data, 32)
            let size := mload(data)
            switch count
            case 1 { log1(start, size, mload(topic)) }
            case 2 { log2(start, size, mload(topic), mload(add(topic, 32))) }
            case 3 { log3(start, size, mload(topic), mload(add(topic, 32)), mload(add(topic, 64))) }
            default {
                log4(start, size, mload(topic), mload(add(topic, 32)), mload(add(topic, 64)), mload(add(topic, 96)))
            }
        }
    }
}
